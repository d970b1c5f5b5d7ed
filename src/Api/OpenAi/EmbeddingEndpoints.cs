using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.OpenAi;

/// <summary><c>/v1/embeddings</c>, for clients of OpenAI's API.</summary>
internal static class EmbeddingEndpoints
{
    /// <summary>Maps the endpoint.</summary>
    internal static void Map(IEndpointRouteBuilder openAi) =>
        openAi
            .MapPost("/embeddings", EmbedAsync)
            .WithTags("OpenAI")
            .WithSummary("Vectors of texts")
            .Produces<EmbeddingsResponse>()
            .Needs(Permission.QueryExecute);

    private static async Task<IResult> EmbedAsync(EmbeddingsBody body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        bool isBase64 = body.IsBase64;
        IInferenceGrain inference = grains.GetGrain<IInferenceGrain>(0);
        List<ModelEmbeddings> parts = [];
        foreach (EmbedRequest request in body.ToRequests())
            parts.Add(await inference.EmbedAsync(Names.Given(body.Model), request, cancellationToken));
        EmbeddingResponse[] data =
        [
            .. parts.SelectMany(part => part.Reply.Vectors).Select((vector, i) => EmbeddingResponse.From(i, vector, isBase64)),
        ];
        int tokens = parts.Sum(part => part.Reply.TokenCount);
        return Results.Ok(new EmbeddingsResponse("list", data, parts[0].Model.Name, new UsageResponse(tokens, tokens)));
    }
}
