using RagCluster.Api.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Ingest;
using RagCluster.Grains.Tests.Fakes;

namespace RagCluster.Api.Tests.Documents;

/// <summary>Deletions whose silo ends with the call on its way, so that nobody knows whether they were done.</summary>
public sealed class DocumentDeletionTests
{
    private static readonly RagException NotFound = RagException.NotFound("document", "d");
    private static readonly RagException Conflict = RagException.Changed("There is another version.");
    private readonly List<(long? Generation, CancellationToken Token)> _calls = [];

    [Theory]
    [InlineData(null)]
    [InlineData(7L)]
    public async Task SiloThatEnds_IsFollowedByTheSameCallOnceMore(long? generation)
    {
        using CancellationTokenSource caller = new();
        await Document(new SiloUnavailableException(), null).DeleteWithRetryAsync(generation, caller.Token);
        Assert.Equal([(generation, caller.Token), (generation, caller.Token)], _calls);
    }

    [Fact]
    public async Task NothingFoundAfterASiloThatEnds_IsTheDeletionOfTheFirstCall()
    {
        await DeleteAsync(new SiloUnavailableException(), NotFound);
        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task AnotherVersionAfterASiloThatEnds_ReachesTheCaller()
    {
        Assert.Same(Conflict, await Assert.ThrowsAsync<RagException>(() => DeleteAsync(new SiloUnavailableException(), Conflict)));
        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task SecondSiloThatEnds_ReachesTheCaller()
    {
        SiloUnavailableException second = new();
        Assert.Same(
            second,
            await Assert.ThrowsAsync<SiloUnavailableException>(() => DeleteAsync(new SiloUnavailableException(), second, null))
        );
        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task NothingFoundByTheFirstCall_ReachesTheCaller()
    {
        Assert.Same(NotFound, await Assert.ThrowsAsync<RagException>(() => DeleteAsync(NotFound, null)));
        Assert.Single(_calls);
    }

    [Fact]
    public async Task DocumentThatIsDeleted_IsAskedOnce()
    {
        await DeleteAsync(null, null);
        Assert.Single(_calls);
    }

    private Task DeleteAsync(params Exception?[] outcomes) => Document(outcomes).DeleteWithRetryAsync(7, CancellationToken.None);

    // A document whose calls end one after the other as the outcomes say; null is a deletion that is done.
    private IDocumentGrain Document(params Exception?[] outcomes) =>
        FakeGrain.Create<IDocumentGrain>(
            (method, arguments) =>
            {
                Assert.Equal(nameof(IDocumentGrain.DeleteAsync), method.Name);
                _calls.Add(((long?)arguments[0], (CancellationToken)arguments[1]!));
                return outcomes[_calls.Count - 1] is { } failure ? Task.FromException(failure) : Task.CompletedTask;
            }
        );
}
