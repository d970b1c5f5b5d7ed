using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Auditing;
using RagCluster.Api.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Queries;

/// <summary><c>search</c> and <c>ask</c> of a collection.</summary>
internal static class QueryEndpoints
{
    // Answers profit from more context than a person wants to read as a result list.
    private const int SearchTopK = 5;
    private const int AskTopK = 8;
    private const string LastEventId = "Last-Event-ID";

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/collections/{collection}")
            .WithTags("Queries")
            .Needs(Permission.QueryExecute)
            .WithMetadata(RefusalsNoted.Mark);
        group
            .MapPost("/search", SearchAsync)
            .Accepts<SearchBody>("application/json")
            .WithSummary("Find passages, in one list or grouped by document")
            .Produces<SearchResultResponse>();
        group
            .MapPost("/ask", AskAsync)
            .Accepts<SearchBody>("application/json")
            .WithSummary("Answer a question with citations; server-sent events when stream is true")
            .Produces<AskResultResponse>(StatusCodes.Status200OK, "application/json", "text/event-stream")
            .Needs(Permission.GenerateExecute);
    }

    private static async Task<IResult> SearchAsync(
        string collection,
        SearchBody body,
        GrainReferences<IQueryGrain> queries,
        CancellationToken cancellationToken
    )
    {
        CollectionId id = Names.Collection(collection);
        SearchRequest request = body.ToRequest(id, SearchTopK);
        SearchResponse response = await queries.Get(id.ToString()).SearchAsync(request, cancellationToken);
        return new WholeJson<SearchResultResponse>(SearchResultResponse.From(request.Query, response, request.Options.Results.GroupBy));
    }

    private static async Task<IResult> AskAsync(
        string collection,
        SearchBody body,
        HttpContext http,
        IGrainFactory grains,
        GrainReferences<IQueryGrain> queries
    )
    {
        CollectionId id = Names.Collection(collection);
        if (body.Options.Results.GroupBy != ResultGrouping.None)
            throw RagException.Invalid("group_by", "group_by is for search: an answer is made from one list of passages.");
        SearchRequest request = body.ToRequest(id, AskTopK);
        bool stream =
            body.Stream || http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
        if (!stream)
        {
            AskResponse response = await queries.Get(id.ToString()).AskAsync(request, http.RequestAborted);
            return new WholeJson<AskResultResponse>(AskResultResponse.From(request.Query, response, id.Name));
        }

        string seen = http.Request.Headers[LastEventId].ToString();
        IAsyncEnumerable<QueryEvent> events = await AnswerEvents.BeginAsync(grains, request, http.RequestAborted);
        IAsyncEnumerable<SseItem<string>> items = AnswerStream.WriteAsync(request, events, seen, http.RequestAborted);
        if (!ResumedStream.IsEnd(seen))
            return TypedResults.ServerSentEvents(items);
        // Whoever saw the end of this answer has nothing to wait for; 204 keeps a browser from asking again.
        List<SseItem<string>> missing = await items.ToListAsync(http.RequestAborted);
        return missing.Count == 0 ? Results.NoContent() : TypedResults.ServerSentEvents(missing.ToAsyncEnumerable());
    }
}
