using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Ingest;
using RagCluster.Planning.Tasks;

namespace RagCluster.Grains.Tests.Ingest;

/// <summary>What is seen of an attempt to index a version while it goes on, and after it.</summary>
public sealed class IndexingProgressTests
{
    private readonly IndexingProgress _progress = new();

    [Fact]
    public async Task Steps_AreThoseOfTheLastAttempt_AlsoOnceItFailed()
    {
        JobStepState[] during = [];
        await Assert.ThrowsAsync<IOException>(() =>
            _progress.FollowAsync(
                3,
                Run(() =>
                {
                    during = States(3);
                    throw new IOException("disk");
                }),
                CancellationToken.None
            )
        );
        Assert.Equal([JobStepState.Done, JobStepState.Running], during);
        Assert.Equal([JobStepState.Done, JobStepState.Failed], States(3));
        Assert.Empty(_progress.Steps(2));
        await _progress.FollowAsync(4, Run(() => { }), CancellationToken.None);
        Assert.Equal([JobStepState.Done, JobStepState.Done], States(4));
        Assert.Empty(_progress.Steps(3));
    }

    private static IndexingRun Run(Action second) =>
        new(
            _ =>
                [
                    new GroupTask("load", _ => Task.CompletedTask),
                    new GroupTask(
                        "read",
                        _ =>
                        {
                            second();
                            return Task.CompletedTask;
                        }
                    )
                    {
                        After = ["load"],
                    },
                ],
            new TaskGroupOptions { CancelsOnFailure = true },
            TimeProvider.System
        );

    private JobStepState[] States(long generation) => [.. _progress.Steps(generation).Select(step => step.State)];
}
