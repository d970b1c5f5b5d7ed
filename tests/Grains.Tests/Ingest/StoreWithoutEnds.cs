using System.Reflection;
using RagCluster.Corpus.Errors;
using RagCluster.Storage;

namespace RagCluster.Grains.Tests.Ingest;

/// <summary>
/// A store that goes out between the beginning of an attempt to index a document and its end: it takes no end, and keeps beginnings that it
/// refuses.
/// </summary>
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
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        string method = targetMethod!.Name;
        if (_isOut && method == nameof(IDocumentStore.EndAttemptAsync))
            return Task.FromException(Out());
        object? made = targetMethod.Invoke(_store, args);
        return _isOut && method == nameof(IDocumentStore.BeginAttemptAsync) ? RefuseAsync((Task<int?>)made!) : made;
    }

    private static async Task<int?> RefuseAsync(Task<int?> made)
    {
        await made;
        throw Out();
    }

    private static RagException Out() => new(ErrorKind.Unavailable, "storage-unavailable", "The store is out.");
}
