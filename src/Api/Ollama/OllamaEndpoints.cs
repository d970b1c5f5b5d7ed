using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.OpenAi;
using RagCluster.Api.Queries;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Ollama;

/// <summary><c>/api/chat</c>, <c>/api/generate</c> and <c>/api/embed</c>, for clients of Ollama.</summary>
internal static class OllamaEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/api").WithTags("Ollama").Needs(Permission.GenerateExecute);
        group
            .MapPost(
                "/chat",
                (OllamaChatBody body, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken) =>
                    AnswerAsync(body.OfChat(), body.Stream != false, grains, new OllamaAnswers(body.Model, true, time), cancellationToken)
            )
            .WithSummary("Answer a conversation from a collection, as Ollama's model 'collection/NAME'")
            .Produces<object>(StatusCodes.Status200OK, "application/json", NdjsonResult.MediaType);
        group
            .MapPost(
                "/generate",
                (OllamaChatBody body, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken) =>
                    AnswerAsync(
                        body.OfPrompt(),
                        body.Stream != false,
                        grains,
                        new OllamaAnswers(body.Model, false, time),
                        cancellationToken
                    )
            )
            .WithSummary("Answer a prompt from a collection, as Ollama's model 'collection/NAME'")
            .Produces<object>(StatusCodes.Status200OK, "application/json", NdjsonResult.MediaType);
        group
            .MapPost("/embed", EmbedAsync)
            .WithSummary("Vectors of texts, in Ollama's form")
            .Produces<object>()
            .Needs(Permission.QueryExecute);
        OllamaModelEndpoints.Map(app.MapGroup("/api").WithTags("Ollama").Needs(Permission.QueryExecute));
    }

    private static async Task<IResult> EmbedAsync(
        OllamaEmbedBody body,
        IGrainFactory grains,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        long began = time.GetTimestamp();
        EmbeddingsBody embeddings = body.ToEmbeddings();
        List<ModelEmbeddings> parts = [];
        foreach (EmbedRequest request in embeddings.ToRequests())
            parts.Add(await grains.GetGrain<IInferenceGrain>(0).EmbedAsync(Names.Given(embeddings.Model), request, cancellationToken));
        return Results.Ok(
            new
            {
                body.Model,
                embeddings = parts.SelectMany(part => part.Reply.Vectors).ToArray(),
                total_duration = (long)time.GetElapsedTime(began).TotalNanoseconds,
                prompt_eval_count = parts.Sum(part => part.Reply.TokenCount),
            }
        );
    }

    private static async Task<IResult> AnswerAsync(
        SearchRequest request,
        bool streams,
        IGrainFactory grains,
        OllamaAnswers answers,
        CancellationToken cancellationToken
    )
    {
        if (!streams)
        {
            AskResponse response = await grains.GetGrain<IQueryGrain>(request.Collection.ToString()).AskAsync(request, cancellationToken);
            return Results.Ok(answers.Write(response.Answer));
        }

        IAsyncEnumerable<QueryEvent> events = await AnswerEvents.BeginAsync(grains, request, cancellationToken);
        return new NdjsonResult(answers.WriteAsync(events, cancellationToken));
    }
}
