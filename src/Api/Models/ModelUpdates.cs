using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.Models;

/// <summary>
/// Brings every model that is here up to date: what differs from the registry is loaded again from its source. One model after the other,
/// since all of them share the network and the disk; one that fails holds up no other.
/// </summary>
internal static class ModelUpdates
{
    /// <summary>Goes through the models by name.</summary>
    /// <param name="grains">Reaches the registry and the silos that run models.</param>
    /// <param name="cancellationToken">Ends it; what was loaded stays.</param>
    internal static async Task<ModelUpdateResponse[]> RunAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        IModelRegistryGrain registry = grains.GetGrain<IModelRegistryGrain>(IModelRegistryGrain.Key);
        IInferenceGrain inference = grains.GetGrain<IInferenceGrain>(0);
        List<ModelUpdateResponse> updates = [];
        foreach (ModelCard card in await registry.ListAsync(cancellationToken))
            updates.Add(
                card.IsAvailable
                    ? await UpdateAsync(card, registry, inference, cancellationToken)
                    : new ModelUpdateResponse(card.Name, "absent", card.Revision)
            );
        return [.. updates];
    }

    private static async Task<ModelUpdateResponse> UpdateAsync(
        ModelCard card,
        IModelRegistryGrain registry,
        IInferenceGrain inference,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await inference.VerifyAsync(card.Name, cancellationToken);
            return new ModelUpdateResponse(card.Name, "verified", card.Revision);
        }
        catch (RagException differs) when (differs.Kind == ErrorKind.Unavailable)
        {
            return await PullAsync(card, registry, inference, cancellationToken);
        }
    }

    private static async Task<ModelUpdateResponse> PullAsync(
        ModelCard card,
        IModelRegistryGrain registry,
        IInferenceGrain inference,
        CancellationToken cancellationToken
    )
    {
        try
        {
            string revision = (await registry.PullAsync(card.Name, cancellationToken)).Revision;
            await inference.VerifyAsync(card.Name, cancellationToken);
            return new ModelUpdateResponse(card.Name, "pulled", revision);
        }
        catch (RagException failure)
        {
            return new ModelUpdateResponse(card.Name, "failed", card.Revision, failure.Code, failure.Message);
        }
    }
}
