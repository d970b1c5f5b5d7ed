using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Queries;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.OpenAi.Responses;

/// <summary><c>/v1/responses</c>: a collection answers as a model with the tool <c>file_search</c> would.</summary>
internal static class ResponsesEndpoints
{
    /// <summary>Maps the endpoint.</summary>
    internal static void Map(IEndpointRouteBuilder openAi) =>
        openAi
            .MapPost("/responses", RespondAsync)
            .WithTags("OpenAI")
            .WithSummary("Answer from a vector store with file_search, or from model 'collection/NAME', with its sources as file citations")
            .Produces<OpenAiResponse>(StatusCodes.Status200OK, "application/json", "text/event-stream")
            .Needs(Permission.GenerateExecute);

    private static async Task<IResult> RespondAsync(
        ResponsesBody body,
        IGrainFactory grains,
        VectorStores.VectorStores stores,
        ITextTokens tokens,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        SearchRequest request = body.ToRequest();
        await stores.UseAsync(request.Collection, cancellationToken);
        ResponseWriter writer = new(body, request, tokens, time);
        if (body.Stream != true)
        {
            AskResponse response = await grains.GetGrain<IQueryGrain>(request.Collection.ToString()).AskAsync(request, cancellationToken);
            return Results.Ok(writer.Write(response));
        }

        IAsyncEnumerable<QueryEvent> events = await AnswerEvents.BeginAsync(grains, request, cancellationToken);
        return TypedResults.ServerSentEvents(new ResponseStream(writer).WriteAsync(events, cancellationToken));
    }
}
