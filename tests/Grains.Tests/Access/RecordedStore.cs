using System.Collections.Concurrent;
using System.Reflection;
using RagCluster.Storage;

namespace RagCluster.Grains.Tests.Access;

/// <summary>A store that notes the calls of the work that bears a name, in their order.</summary>
public class RecordedStore : DispatchProxy
{
    private const string Key = "test.recording";
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Recordings = new();
    private IDocumentStore? _store;

    /// <summary>Puts it before a store.</summary>
    internal static IDocumentStore Of(IDocumentStore store)
    {
        IDocumentStore recorded = Create<IDocumentStore, RecordedStore>();
        ((RecordedStore)recorded)._store = store;
        return recorded;
    }

    /// <summary>Does some work and says what it asked of the store and of grains.</summary>
    internal static async Task<string[]> DuringAsync(Func<Task> work)
    {
        string name = Guid.NewGuid().ToString("N");
        ConcurrentQueue<string> calls = Recordings[name] = new ConcurrentQueue<string>();
        RequestContext.Set(Key, name);
        try
        {
            await work();
        }
        finally
        {
            RequestContext.Remove(Key);
        }

        return [.. calls];
    }

    /// <summary>Notes a call, if the work that makes it is watched.</summary>
    internal static void Note(string call)
    {
        if (RequestContext.Get(Key) is string name)
            Recordings[name].Enqueue(call);
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Note($"store {targetMethod!.Name}");
        return targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
