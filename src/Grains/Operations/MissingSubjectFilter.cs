using System.Runtime.CompilerServices;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Collections;
using RagCluster.Grains.Ingest;
using RagCluster.Grains.Query;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Operations;

/// <summary>
/// Ends the activation of what does not exist. Any name in a request makes an activation, and one for a name that nobody has would stay
/// as long as one that serves: requests for invented names would fill the memory.
/// <para>
/// Only once no other call runs on it. An activation that is to end starts nothing more until its calls have ended, and a collection that
/// is deleted waits for its shard map, which may be asking that collection: each would wait for the other until the calls time out.
/// </para>
/// </summary>
internal sealed class MissingSubjectFilter : IIncomingGrainCallFilter
{
    // How many calls run on an activation. Its calls take turns on one thread at a time, so that a plain number will do.
    private readonly ConditionalWeakTable<object, StrongBox<int>> _running = [];

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (!IsOfOneSubject(context.Grain))
        {
            await context.Invoke();
            return;
        }

        StrongBox<int> running = _running.GetOrCreateValue(context.Grain);
        running.Value++;
        bool isMissing = false;
        try
        {
            await context.Invoke();
            isMissing = context.Response?.Exception is RagException { Kind: ErrorKind.NotFound };
        }
        catch (RagException missing) when (missing.Kind == ErrorKind.NotFound)
        {
            isMissing = true;
            throw;
        }
        finally
        {
            running.Value--;
            if (isMissing && running.Value == 0)
                ((IGrainBase)context.Grain).DeactivateOnIdle();
        }
    }

    // Replicas, models and the like also say that something is missing, and are dear to make again.
    private static bool IsOfOneSubject(object grain) =>
        grain is JobGrain or DocumentGrain or CollectionGrain or CatalogGrain or IntakeGrain or QueryGrain or ShardMapGrain;
}
