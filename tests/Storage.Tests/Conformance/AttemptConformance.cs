using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>What is known of attempts to index a version after the process that made them has ended.</summary>
public abstract class AttemptConformance : StoreConformance
{
    private const int Any = int.MaxValue;

    [Fact]
    public async Task AttemptsThatDidNotEnd_AreCountedOverARestart()
    {
        JobDocument version = await AcceptAsync(Text("a", "one"));
        Assert.Equal(0, await BeginAsync(version, 0));
        await ReopenAsync();
        Assert.Equal(1, await BeginAsync(version, 0));
        Assert.Equal(1, await BeginAsync(version, 2));
        await ReopenAsync();
        Assert.Equal(2, await BeginAsync(version, 2));
        Assert.Equal(3, await BeginAsync(version, 2));
        await ReopenAsync();
        Assert.Equal(3, await BeginAsync(version, 2));
    }

    [Fact]
    public async Task AnAttemptThatEnded_DoesNotCount()
    {
        JobDocument version = await AcceptAsync(Text("a", "one"));
        await BeginAsync(version, Any);
        await BeginAsync(version, Any);
        await Store.EndAttemptAsync(Papers, version.DocumentId!, 1, None);
        Assert.Equal(1, await BeginAsync(version, 0));
        await Store.EndAttemptAsync(Papers, version.DocumentId!, 1, None);
        await Store.EndAttemptAsync(Papers, version.DocumentId!, 1, None);
        Assert.Equal(0, await BeginAsync(version, 0));
    }

    [Fact]
    public async Task ARetry_AndANewVersion_BeginAnew()
    {
        JobDocument version = await AcceptAsync(Text("a", "one"));
        await BeginAsync(version, Any);
        await Store.FailDocumentAsync(
            Papers,
            version.DocumentId!,
            1,
            new DocumentFailure(DocumentFailure.ServerError, "It ended the server."),
            None
        );
        Assert.Null(await BeginAsync(version, Any));
        Assert.True(await Store.RetryDocumentAsync(Papers, version.DocumentId!, None));
        Assert.Equal(0, await BeginAsync(version, 0));
        JobDocument next = await AcceptAsync(Text("a", "two"));
        Assert.Null(await BeginAsync(version, Any));
        Assert.Equal(0, await BeginAsync(next, 0));
    }

    [Fact]
    public async Task AnIndexedVersion_NeedsNoAttempt()
    {
        JobDocument version = await AcceptAsync(Text("a", "one"));
        await BeginAsync(version, 0);
        await CommitAsync(version);
        Assert.Null(await BeginAsync(version, Any));
        await Store.EndAttemptAsync(Papers, version.DocumentId!, 1, None);
        Assert.Equal(DocumentState.Indexed, (await FindAsync(version.DocumentId)).State);
    }

    private Task<int?> BeginAsync(JobDocument version, int openMax) =>
        Store.BeginAttemptAsync(Papers, version.DocumentId!, version.Generation, openMax, None);
}
