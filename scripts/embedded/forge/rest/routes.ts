import { appRoutes } from './app.ts';
import { commentRoutes } from './comments.ts';
import { commitRoutes } from './commits.ts';
import { contentRoutes } from './contents.ts';
import { dispatchRoutes } from './dispatches.ts';
import { gitDataRoutes } from './git-data.ts';
import { labelRoutes } from './labels.ts';
import { mergeRoutes, pullRoutes } from './pulls.ts';
import { refRoutes } from './refs.ts';
import { repositoryRoutes } from './repository.ts';
import { reviewRoutes } from './reviews.ts';
import { needing, type Route } from './router.ts';
import { searchRoutes } from './search.ts';
import { statusRoutes } from './statuses.ts';
import { userRoutes } from './users.ts';

/** All operations that this forge has, in the order in which they are tried. */
export const ROUTES: readonly Route[] = [
  ...appRoutes,
  ...userRoutes,
  ...needing(['statuses'], statusRoutes),
  ...needing(
    ['contents'],
    [
      ...repositoryRoutes,
      ...commitRoutes,
      ...gitDataRoutes,
      ...refRoutes,
      ...contentRoutes,
      ...mergeRoutes,
      ...dispatchRoutes,
    ],
  ),
  ...needing(['pull_requests'], [...pullRoutes, ...reviewRoutes]),
  ...needing(['issues', 'pull_requests'], [...labelRoutes, ...commentRoutes, ...searchRoutes]),
];
