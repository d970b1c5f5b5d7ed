using System.Runtime.CompilerServices;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Grains.Interfaces.Ingest;

/// <summary>
/// Follows a job to its end, over the end of the silo that tells of it: an enumeration lives in one activation, and what it tells is read
/// from the store, so a new one goes on where the old one broke off.
/// </summary>
public static class JobWatch
{
    private const int LossesMax = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The job each time that it changed, ending when it is finished and its documents answer.</summary>
    /// <param name="watch">Begins an enumeration: <see cref="IJobGrain.WatchAsync"/>.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="OrleansException">The job could not be reached several times in a row.</exception>
    public static async IAsyncEnumerable<Job> FollowAsync(
        Func<CancellationToken, IAsyncEnumerable<Job>> watch,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (int losses = 0; ; losses++)
        {
            await using IAsyncEnumerator<Job> jobs = watch(cancellationToken).GetAsyncEnumerator(cancellationToken);
            bool? next;
            while ((next = await MoveAsync(jobs, losses, cancellationToken)) == true)
            {
                losses = 0;
                yield return jobs.Current;
            }

            if (next == false)
                yield break;
            await Task.Delay(Pause * losses, TimeProvider.System, cancellationToken);
        }
    }

    // Null when the enumeration was lost.
    private static async ValueTask<bool?> MoveAsync(IAsyncEnumerator<Job> jobs, int losses, CancellationToken cancellationToken)
    {
        try
        {
            return await jobs.MoveNextAsync();
        }
        catch (Exception error)
            when (losses < LossesMax
                && !cancellationToken.IsCancellationRequested
                && error is EnumerationAbortedException or OrleansException or OperationCanceledException
            )
        {
            return null;
        }
    }
}
