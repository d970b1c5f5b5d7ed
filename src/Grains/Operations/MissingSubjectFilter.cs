using RagCluster.Corpus.Errors;
using RagCluster.Grains.Collections;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Query;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Operations;

/// <summary>
/// Ends the activation of what does not exist. Any name in a request makes an activation, and one for a name that nobody has would stay
/// as long as one that serves: requests for invented names would fill the memory.
/// </summary>
internal sealed class MissingSubjectFilter : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (RagException missing) when (missing.Kind == ErrorKind.NotFound && IsOfOneSubject(context.Grain))
        {
            ((IGrainBase)context.Grain).DeactivateOnIdle();
            throw;
        }

        if (context.Response?.Exception is RagException { Kind: ErrorKind.NotFound } && IsOfOneSubject(context.Grain))
            ((IGrainBase)context.Grain).DeactivateOnIdle();
    }

    // Replicas, models and the like also say that something is missing, and are dear to make again.
    private static bool IsOfOneSubject(object grain) =>
        grain is JobGrain or DocumentGrain or CollectionGrain or CatalogGrain or IntakeGrain or QueryGrain or ShardMapGrain;
}
