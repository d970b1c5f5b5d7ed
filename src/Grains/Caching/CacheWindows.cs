using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Caching.Eviction;
using RagCluster.Grains.Tuning;

namespace RagCluster.Grains.Caching;

/// <summary>
/// The windows of this silo's caches, as knobs. Those of the many parts of the lower tiers are listed once they were turned; each begins
/// anew with its part.
/// </summary>
internal sealed class CacheWindows : IKnobSource
{
    private readonly ConcurrentDictionary<(int Tier, long Part), CacheWindowKnob> _parts = new();
    private readonly CacheWindowKnob _queries;
    private readonly CacheWindowKnob _embeddings;
    private readonly bool _isOn;
    private readonly TimeProvider _time;
    private readonly ILogger<CacheWindows> _log;

    /// <summary>Creates the windows of the first tier.</summary>
    public CacheWindows(IOptions<CacheOptions> options, TimeProvider time, ILogger<CacheWindows> log)
    {
        _isOn = options.Value is { IsOn: true, EvictionPolicy: EvictionPolicy.Adaptive };
        _time = time;
        _log = log;
        _queries = Create($"{CacheTiers.Name(1)}/queries");
        _embeddings = Create($"{CacheTiers.Name(1)}/embeddings");
    }

    /// <inheritdoc/>
    public IEnumerable<ITunedKnob> Knobs =>
        [
            _queries,
            _embeddings,
            .. _parts.OrderBy(part => part.Key).Select(part => part.Value).Where(knob => knob.With(tuner => tuner.Changes.Count > 0)),
        ];

    /// <summary>The window of what queries found and were answered, in this silo's own memory.</summary>
    internal CacheWindow Queries => _queries.Window;

    /// <summary>That of their embeddings.</summary>
    internal CacheWindow Embeddings => _embeddings.Window;

    /// <summary>The window of a part of a lower tier, which begins.</summary>
    internal CacheWindow Open(int tier, long part) =>
        (_parts[(tier, part)] = Create(FormattableString.Invariant($"{CacheTiers.Name(tier)}/{part}"))).Window;

    /// <summary>A part of a lower tier ends.</summary>
    internal void Close(int tier, long part) => _parts.TryRemove((tier, part), out _);

    private CacheWindowKnob Create(string cache) => new(cache, _isOn, _time, _log);
}
