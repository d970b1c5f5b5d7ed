using RagCluster.Caching.Eviction;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Tests.Eviction;
using RagCluster.Caching.Tiers;

namespace RagCluster.Caching.Tests.Tiers;

/// <summary>
/// A collection with documents that are written, re-scoped and read through a tiered cache by principals whose groups change, one random
/// step at a time, with answers under way while all that happens and replicas that lag. An answer holds each document that it saw with its
/// version.
/// </summary>
internal sealed class StalenessModel
{
    private const int Documents = 3;
    private const int Groups = 2;
    private readonly Random _random;
    private readonly bool _isScopeInKey;
    private readonly List<(int Version, int Group)[]> _history = [];
    private readonly int[] _groupOf = new int[3];
    private readonly List<Pending> _pending = [];
    private readonly TieredCache<Answer> _cache;

    internal StalenessModel(int seed, bool isScopeInKey = true)
    {
        _random = new Random(seed);
        _isScopeInKey = isScopeInKey;
        _history.Add(new (int, int)[Documents]);
        ManualTime time = new();
        BoundedCacheOptions options = new(2, TimeSpan.FromDays(1), Policy: (EvictionPolicy)_random.Next(3));
        MemoryTier<Answer> below = new(options with { EntriesMax = 4 }, time);
        _cache = new([new MemoryTier<Answer>(options, time, below), below], new TieredOptions(), time);
    }

    /// <summary>Answers that came from a tier or from another caller's computation.</summary>
    internal int Reused { get; private set; }

    /// <summary>
    /// Answers without a version that was there when they were asked for, or with a document that the asker could not read.
    /// </summary>
    internal int Violations { get; private set; }

    internal async Task RunAsync(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            switch (_random.Next(8))
            {
                case 0:
                    Write((version, group) => (version + 1, group));
                    break;
                case 1:
                    Write((version, _) => (version, _random.Next(Groups)));
                    break;
                case 2:
                    _groupOf[_random.Next(_groupOf.Length)] = _random.Next(Groups);
                    break;
                case < 6:
                    Ask();
                    break;
                default:
                    await FinishOneAsync();
                    break;
            }
        }

        while (_pending.Count > 0)
            await FinishOneAsync();
    }

    private void Write(Func<int, int, (int, int)> change)
    {
        (int Version, int Group)[] next = [.. _history[^1]];
        ref (int Version, int Group) document = ref next[_random.Next(Documents)];
        document = change(document.Version, document.Group);
        _history.Add(next);
    }

    private void Ask()
    {
        int asked = _history.Count - 1;
        int group = _groupOf[_random.Next(_groupOf.Length)];
        CacheKey key = new CacheKeyParts
        {
            Kind = CachedKind.Answer,
            Tenant = "t",
            Collection = "c",
            Scope = _isScopeInKey ? AccessScope.Of([$"{group}"]) : AccessScope.Unrestricted,
            Query = "q",
            Positions = [asked],
        }.Encode();
        Pending pending = new(asked, group);
        pending.Result = _cache.GetOrMakeAsync(key, _ => pending.Begun.Task, default);
        _pending.Add(pending);
    }

    // The replica that is read may lag behind the key: what it says is then not kept.
    private async Task FinishOneAsync()
    {
        if (_pending.Count == 0)
            return;
        Pending pending = _pending[_random.Next(_pending.Count)];
        _pending.Remove(pending);
        int read = Math.Max(0, _history.Count - 1 - (_random.Next(3) == 0 ? _random.Next(3) : 0));
        Dictionary<int, int> seen = [];
        for (int document = 0; document < Documents; document++)
        {
            (int version, int group) = _history[read][document];
            if (group == pending.Group)
                seen[document] = version;
        }

        pending.Begun.TrySetResult(new(new Answer(read, seen), read >= pending.Asked ? Keep.Yes : Keep.No, 1));
        if (pending.Result!.IsCompleted)
            Check(pending, await pending.Result);
        else
            _pending.Add(pending);
    }

    private void Check(Pending pending, CachedResult<Answer> result)
    {
        if (result.Tier is null && !result.IsShared)
            return;
        Reused++;
        Answer answer = result.Value;
        bool isStale = result.Tier is not null && answer.ReadAt < pending.Asked;
        bool isForbidden = answer.Seen.Keys.Any(document => _history[answer.ReadAt][document].Group != pending.Group);
        bool isLacking = Enumerable
            .Range(0, Documents)
            .Any(document => _history[answer.ReadAt][document].Group == pending.Group && !answer.Seen.ContainsKey(document));
        if (isStale || isForbidden || isLacking)
            Violations++;
    }

    internal sealed record Answer(int ReadAt, IReadOnlyDictionary<int, int> Seen);

    private sealed class Pending(int asked, int group)
    {
        internal int Asked { get; } = asked;

        internal int Group { get; } = group;

        internal TaskCompletionSource<MadeValue<Answer>> Begun { get; } = new();

        internal Task<CachedResult<Answer>>? Result { get; set; }
    }
}
