using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.OpenAi;

/// <summary><c>/v1/models</c>: the collections, which answer, and the models that embed and rerank.</summary>
internal static class OpenAiModelEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder openAi)
    {
        RouteGroupBuilder group = openAi.MapGroup("/models").WithTags("OpenAI").Needs(Permission.QueryExecute);
        group.MapGet("/", ListAsync).WithSummary("What can be named as a model").Produces<OpenAiModels>();
        group.MapGet("/{model}", GetAsync).WithSummary("A model by its id; a collection by its name alone, too").Produces<OpenAiModel>();
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(new OpenAiModels(await AllAsync(grains, cancellationToken)));

    private static async Task<IResult> GetAsync(string model, IGrainFactory grains, CancellationToken cancellationToken)
    {
        // The server leaves an encoded slash as it is.
        string id = model.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return
            Array.Find(await AllAsync(grains, cancellationToken), known => known.Id == id || known.Id == ChatBody.Prefix + id) is { } found
            ? Results.Ok(found)
            : throw RagException.NotFound("model", id);
    }

    private static async Task<OpenAiModel[]> AllAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        Task<CollectionState[]> collections = Names.Tenant(grains).ListCollectionsAsync(cancellationToken);
        ModelCard[] models = await grains.GetGrain<IModelRegistryGrain>(IModelRegistryGrain.Key).ListAsync(cancellationToken);
        return
        [
            .. (await collections).Select(state => new OpenAiModel(ChatBody.Prefix + state.Id.Name, state.CreatedAt.ToUnixTimeSeconds())),
            .. models.Where(model => model.IsAvailable).Select(model => new OpenAiModel(model.Name, 0)),
        ];
    }
}
