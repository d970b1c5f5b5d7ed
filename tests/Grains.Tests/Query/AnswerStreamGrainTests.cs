using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Tests.Query;

public sealed class AnswerStreamGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public async Task Stream_BeginsWithPassagesAndEndsWithTheAnswer()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        await cluster.UploadAsync(collection, ("bridge.txt", "The bridge over the Fjordsund was opened in 1987. It carries two lanes."));
        List<QueryEvent> events = [];
        SearchRequest request = new() { Collection = collection, Query = "When was the bridge over the Fjordsund opened?" };
        await foreach (QueryEvent next in cluster.Grains.GetGrain<IAnswerStreamGrain>("s1").StreamAsync(request, CancellationToken.None))
        {
            events.Add(next);
        }

        Assert.IsType<PassagesFound>(events[0]);
        AnswerCompleted completed = Assert.IsType<AnswerCompleted>(events[^1]);
        Assert.Null(completed.Answer.Abstention);
        Assert.Contains("1987", completed.Answer.Text, StringComparison.Ordinal);
        Assert.Equal(completed.Answer.Citations.Length, events.OfType<SentenceAnswered>().Sum(e => e.Citations.Length));
    }

    [Fact]
    public async Task UnknownCollection_IsNotFoundWithItsType()
    {
        CollectionId nowhere = new(CollectionId.DefaultTenant, "nowhere");
        SearchRequest request = new() { Collection = nowhere, Query = "anything" };
        RagException error = await Assert.ThrowsAsync<RagException>(() => cluster.Grains.SearchAsync(request));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Equal("not-found", error.Code);
    }
}
