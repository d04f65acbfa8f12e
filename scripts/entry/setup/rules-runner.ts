import { list } from '#domain/words/language.ts';
import type { SetupRule } from './finding.ts';
import { RULESETS } from './names.ts';
import { CHOICES, valuesOf } from './workflow-choices.ts';

const HOSTED_RUNNER = CHOICES['runs-on'];

/**
 * Checks the machines on which the workflows of main run. On a machine of the office, a workflow is a program that the
 * office runs: nobody but maintainers may bring one.
 */
export const runner: SetupRule = ({ workflowsOnMain, rulesets, isPrivate, owner, repo }) => {
  const labels = [...new Set(workflowsOnMain.flatMap(({ text }) => valuesOf(text, 'runs-on')))].toSorted();
  const own = labels.filter((label) => label !== HOSTED_RUNNER);
  const isClosed =
    'value' in rulesets &&
    rulesets.value.some(({ name, enforcement }) => name === RULESETS.workflows && enforcement === 'active');
  return [
    labels.length > 1 && {
      code: 'runners-differ',
      severity: 'wrong',
      what: {
        id: 'Workflow di main berjalan di mesin yang berlainan',
        en: 'Workflows on main run on different machines',
      },
      is: labels.join(', '),
      advice: {
        id: `Pilih satu: npx disposisi setup --repo ${owner}/${repo} --apply --runner ${own[0]}`,
        en: `Choose one: npx disposisi setup --repo ${owner}/${repo} --apply --runner ${own[0]}`,
      },
    },
    own.length > 0 &&
      !isPrivate && {
        code: 'runner-public',
        severity: 'wrong',
        what: {
          id: `Repositori terbuka untuk umum, dan workflow berjalan di mesin kantor (${list(own, 'and', 'id')}): siapa pun dapat menjalankan program di sana melalui pull request dari fork`,
          en: `The repository is public, and workflows run on machines of the office (${list(own, 'and', 'en')}): anybody can run a program there by a pull request from a fork`,
        },
        is: own.join(', '),
        should: HOSTED_RUNNER,
        advice: {
          id: `Jadikan repositori privat, atau: npx disposisi setup --repo ${owner}/${repo} --apply --runner ${HOSTED_RUNNER}`,
          en: `Make the repository private, or: npx disposisi setup --repo ${owner}/${repo} --apply --runner ${HOSTED_RUNNER}`,
        },
      },
    own.length > 0 &&
      isPrivate &&
      !isClosed && {
        code: 'runner-exposed',
        severity: 'weaker',
        what: {
          id: `Workflow berjalan di mesin kantor (${list(own, 'and', 'id')}), dan setiap orang dengan hak tulis dapat menjalankan programnya di sana`,
          en: `Workflows run on machines of the office (${list(own, 'and', 'en')}), and everybody who may write can run a program there`,
        },
        is: own.join(', '),
        should: RULESETS.workflows,
        advice: {
          id: 'Pasang ruleset tentang .github/ (repositori privat organisasi, paket Team); tanpa itu pakailah mesin GitHub',
          en: 'Set the ruleset about .github/ (a private repository of an organisation, Team plan); without it use GitHub’s machines',
        },
      },
  ];
};
