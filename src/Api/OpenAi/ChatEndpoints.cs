using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Queries;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.OpenAi;

/// <summary><c>/v1/chat/completions</c>: a collection answers as a chat model of OpenAI's API would.</summary>
internal static class ChatEndpoints
{
    /// <summary>Maps the endpoint.</summary>
    internal static void Map(IEndpointRouteBuilder openAi) =>
        openAi
            .MapPost("/chat/completions", CompleteAsync)
            .WithTags("OpenAI")
            .WithSummary("Answer from a collection, model 'collection/NAME', with its sources as annotations")
            .Produces<ChatCompletion>(StatusCodes.Status200OK, "application/json", "text/event-stream")
            .Needs(Permission.GenerateExecute);

    private static async Task<IResult> CompleteAsync(
        ChatBody body,
        IGrainFactory grains,
        ITextTokens tokens,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        SearchRequest request = body.ToRequest();
        ChatWriter writer = new(body, request, tokens, time);
        if (body.Stream != true)
        {
            AskResponse response = await grains.GetGrain<IQueryGrain>(request.Collection.ToString()).AskAsync(request, cancellationToken);
            return Results.Ok(writer.Write(response.Answer));
        }

        IAsyncEnumerable<QueryEvent> events = await AnswerEvents.BeginAsync(grains, request, cancellationToken);
        return TypedResults.ServerSentEvents(ChatStream.WriteAsync(writer, events, cancellationToken));
    }
}
