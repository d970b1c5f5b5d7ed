using System.Reflection;
using RagCluster.Corpus.Errors;
using RagCluster.Storage;

namespace RagCluster.Grains.Tests.Ingest;

/// <summary>A store that goes out between the beginning of an attempt to index a document and its end.</summary>
public class StoreWithoutEnds : DispatchProxy
{
    private IDocumentStore? _store;
    private bool _isOut;

    /// <summary>Wraps a store.</summary>
    public static IDocumentStore Of(IDocumentStore store)
    {
        IDocumentStore wrapped = Create<IDocumentStore, StoreWithoutEnds>();
        ((StoreWithoutEnds)wrapped)._store = store;
        return wrapped;
    }

    /// <summary>Lets the store go out, or come back.</summary>
    public static void SetOut(IDocumentStore wrapped, bool isOut) => ((StoreWithoutEnds)wrapped)._isOut = isOut;

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _isOut && targetMethod!.Name == nameof(IDocumentStore.EndAttemptAsync)
            ? Task.FromException(new RagException(ErrorKind.Unavailable, "storage-unavailable", "The store is out."))
            : targetMethod!.Invoke(_store, args);
}
