using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.OpenAi;
using RagCluster.Api.Queries;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Ollama;

/// <summary><c>/api/chat</c>, <c>/api/generate</c> and <c>/api/embed</c>, for clients of Ollama.</summary>
internal static class OllamaEndpoints
{
    private const string Json = "application/json";
    private static readonly string[] Paths = ["/api/chat", "/api/generate", "/api/embed", "/api/show"];

    /// <summary>
    /// Takes a body for JSON whatever it says of itself: Ollama does, and the examples of its documentation are sent as forms.
    /// </summary>
    internal static Task TakeAnyMediaAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.HasJsonContentType() && Paths.Contains(context.Request.Path.Value))
            context.Request.ContentType = Json;
        return next(context);
    }

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/api").WithTags("Ollama").Needs(Permission.GenerateExecute);
        group
            .MapPost(
                "/chat",
                (OllamaChatBody body, OllamaServices services, CancellationToken cancellationToken) =>
                    AnswerAsync(body, isChat: true, services, cancellationToken)
            )
            .WithSummary("Answer a conversation from a collection, as Ollama's model 'collection/NAME'")
            .Produces<object>(StatusCodes.Status200OK, "application/json", NdjsonResult.MediaType);
        group
            .MapPost(
                "/generate",
                (OllamaChatBody body, OllamaServices services, CancellationToken cancellationToken) =>
                    AnswerAsync(body, isChat: false, services, cancellationToken)
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
                load_duration = 0L,
                prompt_eval_count = parts.Sum(part => part.Reply.TokenCount),
            }
        );
    }

    private static async Task<IResult> AnswerAsync(
        OllamaChatBody body,
        bool isChat,
        OllamaServices services,
        CancellationToken cancellationToken
    )
    {
        (IGrainFactory grains, ITextTokens tokens, TimeProvider time) = services;
        if (body.AsksNothing(isChat))
        {
            // A client that loads or unloads a model: a collection is always there, or it is an error.
            await grains.GetGrain<ICollectionGrain>(body.Collection.ToString()).GetAsync(cancellationToken);
            return Results.Ok(OllamaAnswers.Loaded(body, isChat, time));
        }

        SearchRequest request = isChat ? body.OfChat() : body.OfPrompt();
        OllamaAnswers answers = new(body.Model, isChat, request, tokens, time);
        if (body.Stream == false)
        {
            AskResponse response = await grains.GetGrain<IQueryGrain>(request.Collection.ToString()).AskAsync(request, cancellationToken);
            return Results.Ok(answers.Write(response.Answer));
        }

        IAsyncEnumerable<QueryEvent> events = await AnswerEvents.BeginAsync(grains, request, cancellationToken);
        return new NdjsonResult(answers.WriteAsync(events, cancellationToken));
    }
}
