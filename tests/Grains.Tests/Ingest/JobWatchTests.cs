using System.Runtime.CompilerServices;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Grains.Tests.Ingest;

/// <summary>A watch goes on when the silo that told of the job has ended.</summary>
public sealed class JobWatchTests
{
    private static readonly Job Unfinished = new("job", CollectionId.Parse("default/notes"), DateTimeOffset.UnixEpoch, []);

    [Fact]
    public async Task BrokenEnumerations_AreBegunAnew()
    {
        Watched job = new(new EnumerationAbortedException(), new SiloUnavailableException(), new OperationCanceledException());
        List<Job> told = await ReadAsync(job);
        // One of each enumeration: three that broke off and one that came to its end.
        Assert.Equal(4, told.Count);
        Assert.Equal(4, job.Enumerations);
    }

    [Fact]
    public async Task OtherErrors_EndTheWatch()
    {
        Watched job = new(new InvalidOperationException("A fault of ours."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(job));
        Assert.Equal(1, job.Enumerations);
    }

    [Fact]
    public async Task CancelledWatch_Ends()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        Watched job = new(new OperationCanceledException());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(job, cancelled.Token));
        Assert.Equal(1, job.Enumerations);
    }

    private static async Task<List<Job>> ReadAsync(Watched job, CancellationToken cancellationToken = default)
    {
        List<Job> told = [];
        await foreach (Job state in JobWatch.FollowAsync(job.WatchAsync, cancellationToken))
            told.Add(state);
        return told;
    }

    private sealed class Watched(params Exception[] ends)
    {
        internal int Enumerations { get; private set; }

        internal async IAsyncEnumerable<Job> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            int before = Enumerations++;
            await Task.Yield();
            yield return Unfinished;
            if (before < ends.Length)
                throw ends[before];
        }
    }
}
