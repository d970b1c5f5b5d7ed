using Microsoft.Extensions.Options;
using RagCluster.Caching.Keys;
using RagCluster.Caching.Semantic;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Telemetry;

namespace RagCluster.Grains.Caching;

/// <summary>
/// The questions that this silo answered last, by their embeddings, where near questions may share an answer. Their answers are in the
/// tiers.
/// </summary>
internal sealed class SemanticTier
{
    /// <summary>What it is called beside the tiers, and what a response says that it answered.</summary>
    internal const string Name = "semantic";

    // All questions of one scope are compared, so that this bounds what a look-up takes.
    private const int EntriesMax = 4_000;

    private readonly QuestionIndex? _questions;
    private readonly LookUps _lookUps = new(1);

    /// <summary>Creates it empty.</summary>
    public SemanticTier(IOptions<CacheOptions> options)
    {
        CacheOptions cache = options.Value;
        _questions = cache is { IsOn: true, SemanticThreshold: > 0 }
            ? new QuestionIndex(Math.Min(cache.L1Entries, EntriesMax), cache.SemanticThreshold)
            : null;
    }

    /// <summary>The questions; null where near questions share no answer.</summary>
    internal QuestionIndex? Questions => _questions;

    /// <summary>A near question was looked for.</summary>
    /// <param name="kind">What was asked for.</param>
    /// <param name="hit">Whether there was one whose answer was still kept.</param>
    internal void Asked(CachedKind kind, bool hit)
    {
        if (hit)
            _lookUps.Hit(1);
        else
            _lookUps.Missed(1);
        GrainsMeter.CacheAsked(Name, CacheTiers.Name(kind), hit);
    }

    /// <summary>What it holds and did; null where it is off.</summary>
    internal CacheTierStatistics? Statistics() =>
        _questions is null
            ? null
            : new CacheTierStatistics(Name, _questions.Count, _lookUps.Hits(1), _lookUps.Misses(1), _questions.Evictions);
}
