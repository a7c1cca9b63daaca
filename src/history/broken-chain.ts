/** What is wrong with which audit record; 0 where history holds what no record tells. */
export class Broken extends Error {
  readonly number: number;
  readonly problem: string;

  constructor(number: number, problem: string) {
    super(problem);
    this.number = number;
    this.problem = problem;
  }
}
