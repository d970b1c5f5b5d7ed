using System.Text.Json.Serialization;
using RagCluster.Api.Json;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Experiments;

/// <summary>
/// What an arm changes of a request: fields of <c>search</c> and <c>ask</c> by their names there, and <c>collection</c>. Those left out
/// stay as they come.
/// </summary>
// SearchOptionsJson puts the options of SearchOptions that an arm may change beside these members.
internal sealed record OverridesBody : IOverrides
{
    /// <summary>The collection that answers instead: one with the same documents in other chunks or under another model.</summary>
    public string? Collection { get; init; }

    /// <summary>How the legs' hits become one list.</summary>
    public RankingOverridesBody? Ranking { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public Dictionary<OptionProperty, object> Values { get; init; } = [];

    /// <summary>The HTTP form of overrides.</summary>
    internal static OverridesBody From(QueryOverrides overrides)
    {
        ILookup<bool, KeyValuePair<OptionProperty, object>> set = overrides
            .Options.Changes()
            .Where(change => change.Value is not null)
            .ToLookup(
                change => change.Option.Part.Name == nameof(SearchOptions.Ranking),
                change => KeyValuePair.Create(change.Option, change.Value!)
            );
        return new OverridesBody
        {
            Collection = overrides.Collection,
            Ranking = set[true].Any() ? new RankingOverridesBody { Values = new(set[true]) } : null,
            Values = new(set[false]),
        };
    }

    /// <summary>The validated overrides.</summary>
    /// <param name="field">Their place in the body.</param>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal QueryOverrides ToOverrides(string field)
    {
        Dictionary<OptionProperty, object?> changes = Values
            .Concat(Ranking?.Values ?? [])
            .ToDictionary(pair => pair.Key, object? (pair) => pair.Value);
        // An empty name asks for the default reranker.
        if (changes.GetValueOrDefault(SearchOptionList.Find(nameof(RetrievalOptions.Reranker))) is "")
        {
            changes[SearchOptionList.Find(nameof(RetrievalOptions.Reranker))] = null;
            changes.TryAdd(SearchOptionList.Find(nameof(RetrievalOptions.Rerank)), true);
        }

        // Who switches reranking off means the caller's reranker too.
        if (changes.GetValueOrDefault(SearchOptionList.Find(nameof(RetrievalOptions.Rerank))) is false)
            changes[SearchOptionList.Find(nameof(RetrievalOptions.Reranker))] = null;
        SearchOptionsPatch patch = SearchOptionsPatch.Of(changes.Select(change => (change.Key, change.Value)));
        string? collection = Collection is null ? null : Names.Collection(Collection, $"{field}.collection").Name;
        Check(patch, field);
        return new QueryOverrides(patch, collection);
    }

    // By the rules of the requests themselves, so that no arm asks what nobody may ask.
    private static void Check(SearchOptionsPatch patch, string field)
    {
        try
        {
            patch.Values.Checked(topKDefault: 1);
        }
        catch (RagException invalid) when (invalid.Field is not null)
        {
            throw RagException.Invalid($"{field}.{invalid.Field}", invalid.Message);
        }
    }
}
