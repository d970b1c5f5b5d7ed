using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary><c>/v1/vector_stores/{id}/search</c>.</summary>
internal static class VectorStoreSearchEndpoints
{
    private const int ResultsDefault = 10;

    /// <summary>Maps the endpoint.</summary>
    internal static void Map(RouteGroupBuilder group) =>
        group
            .MapPost("/{store}/search", SearchAsync)
            .WithSummary("Find passages in a vector store")
            .Produces<VectorStoreSearchPage>()
            .Needs(Permission.QueryExecute);

    private static async Task<IResult> SearchAsync(
        string store,
        VectorStoreSearchBody body,
        IGrainFactory grains,
        VectorStores stores,
        CancellationToken cancellationToken
    )
    {
        CollectionId id = VectorStores.Collection(store);
        VectorStoreQuery query = new(body.MaxNumResults, body.Filters, body.RankingOptions);
        SearchRequest[] requests = [.. body.Queries().Select(text => query.ToRequest(id, text, "query", ResultsDefault))];
        await stores.UseAsync(id, cancellationToken);
        SearchResponse[] responses = await Task.WhenAll(
            requests.Select(request => grains.GetGrain<IQueryGrain>(id.ToString()).SearchAsync(request, cancellationToken))
        );
        // A passage that several queries find counts once, by its best score.
        IEnumerable<Passage> passages = responses
            .SelectMany(response => response.Found.Passages)
            .OrderByDescending(passage => passage.Score)
            .DistinctBy(passage => passage.Chunk.Id)
            .Take(requests[0].Options.PassagesMax);
        return Results.Ok(
            new VectorStoreSearchPage(
                [.. requests.Select(request => request.Query)],
                [.. query.Reaching(passages).Select(VectorStoreHit.From)]
            )
        );
    }
}
