using System.Reflection;
using RagCluster.Corpus.Errors;
using RagCluster.Storage;

namespace RagCluster.Grains.Tests.Shards;

/// <summary>A store whose logs can't be read for a while, though they are written.</summary>
public class LogAwayStore : DispatchProxy
{
    private IDocumentStore? _store;

    /// <summary>Whether the logs can't be read.</summary>
    internal bool IsAway { get; set; }

    /// <summary>Puts it before a store.</summary>
    internal static IDocumentStore Of(IDocumentStore store)
    {
        IDocumentStore proxy = Create<IDocumentStore, LogAwayStore>();
        ((LogAwayStore)proxy)._store = store;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (IsAway && targetMethod!.Name is (nameof(IDocumentStore.ReadLogAsync) or nameof(IDocumentStore.ReadLogEndAsync)))
            throw new RagException(ErrorKind.Unavailable, "store-unavailable", "The log can't be read.");
        return targetMethod!.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
