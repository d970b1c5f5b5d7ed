using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Api.Operations;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.Ollama;

/// <summary>What Ollama's clients ask before they ask a model: which there are, and which version this is.</summary>
internal static class OllamaModelEndpoints
{
    private const string EmbeddingKind = "embedding";

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder group)
    {
        group
            .MapGet("/tags", ListAsync)
            .WithSummary("The collections and the models that embed, in Ollama's form")
            .Produces<OllamaModels>();
        group.MapPost("/show", ShowAsync).WithSummary("One of them, in Ollama's form").Produces<object>();
        group.MapGet("/ps", ListRunningAsync).WithSummary("The collections, which answer without loading").Produces<OllamaModels>();
        group
            .MapGet("/version", () => Results.Ok(new { version = Versions.Product }))
            .WithSummary("The product's version")
            .Produces<object>();
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(new OllamaModels(await AllAsync(grains, cancellationToken)));

    private static async Task<IResult> ListRunningAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(new OllamaModels(await CollectionsAsync(grains, cancellationToken)));

    private static async Task<IResult> ShowAsync(OllamaShowBody body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        string asked =
            Names.Given(body.Model) ?? Names.Given(body.Name) ?? throw RagException.Invalid("model", "Name the model that is to be shown.");
        string name = OllamaNames.Plain(asked);
        OllamaModel found =
            Array.Find(
                await AllAsync(grains, cancellationToken),
                known => known.Name == name || known.Name == OpenAi.ChatBody.Prefix + name
            ) ?? throw RagException.NotFound("model", name);
        return Results.Ok(
            new
            {
                modelfile = "",
                parameters = "",
                template = "",
                found.Details,
                model_info = new Dictionary<string, object> { ["general.architecture"] = found.Details.Family },
                capabilities = new[] { found.Capability },
                found.ModifiedAt,
            }
        );
    }

    private static async Task<OllamaModel[]> AllAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        ModelCard[] models = await grains.GetGrain<IModelRegistryGrain>(IModelRegistryGrain.Key).ListAsync(cancellationToken);
        return
        [
            .. await CollectionsAsync(grains, cancellationToken),
            .. models.Where(model => model.IsAvailable && model.Kind == EmbeddingKind).Select(OllamaModel.From),
        ];
    }

    private static async Task<OllamaModel[]> CollectionsAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        [.. (await Names.Tenant(grains).ListCollectionsAsync(cancellationToken)).Select(OllamaModel.From)];
}
