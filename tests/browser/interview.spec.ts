// Questions given to people, and gone through with them.
import { expect, test } from './app';

test('an interview asks only the questions of one person, across clauses, in that name', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Interviews');
  await expect(page.getByText('Nobody has questions yet')).toBeVisible();
  await page.getByRole('button', { name: /^Give \d+ questions/ }).click();
  await expect(page.getByText('Whose questions are they? Type a name.')).toBeVisible();
  await expect(page.getByLabel('Person')).toBeFocused();
  const give = async (name: string, which: string) => {
    await page.getByLabel('Person').fill(name);
    await page.getByLabel('Questions', { exact: true }).selectOption(which);
    await page.getByRole('button', { name: /^Give / }).click();
  };
  await give('Grace', 'clause 10');
  await give('Ada', 'clause 10');
  await expect(page.getByText('No question was given; 2 have somebody already and stayed there')).toBeVisible();
  await give('Ada', 'clause 5');
  await give('Ada', 'clause 7');
  const ada = page.locator('.people li', { hasText: 'Ada' });
  await expect(ada).toContainText('10 questions, 10 open');

  await ada.getByRole('button', { name: 'Interview' }).click();
  await expect(page.getByText('Interview with Ada: 10 of 10 left.')).toBeVisible();
  for (const id of ['5.1', '5.2', '5.3', '7.1']) {
    await app.answer(id, '3');
    await page.getByRole('button', { name: 'Next', exact: true }).click();
  }
  await expect(app.question('7.2')).toBeVisible();
  await expect(page.getByText('Interview with Ada: 6 of 10 left.')).toBeVisible();
  await page.getByRole('button', { name: 'End the interview' }).click();
  await expect(ada).toContainText('10 questions, 6 open');
  await app.saved();
  const kept = JSON.parse(await app.export());
  expect(kept.answers['7.1']).toMatchObject({ rating: 3, owner: 'Ada', by: 'Ada' });
  expect(kept.answers['10.1']).toEqual({ owner: 'Grace' });

  await page.getByRole('button', { name: 'Take back from Grace' }).click();
  await expect(page.locator('.people li')).toHaveCount(1);
  await page.locator('.toast-bar').getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.people li')).toHaveCount(2);
});
