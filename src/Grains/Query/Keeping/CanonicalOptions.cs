using System.Globalization;
using System.Text.Json;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Query.Keeping;

/// <summary>
/// The form of <see cref="SearchOptions"/> in a cache's key: every option that is not as it is by default, by its name, and none that
/// concerns one call alone. The caller's view is left out because the key has a place of its own for it. Equal options have one form and
/// others another, whatever order they were given in; timeout and partial answers are in it, because who joins a computation under way gets
/// its failure.
/// </summary>
internal static class CanonicalOptions
{
    private static readonly SearchOptions Defaults = new();

    private static readonly (OptionProperty Option, object? Default)[] Written =
    [
        .. SearchOptionList
            .All.Where(option => !option.IsOfOneCall && option.Name != nameof(ScopeOptions.View))
            .Select(option => (option, option.Get(Defaults))),
    ];

    /// <summary>The options by their names.</summary>
    internal static Dictionary<string, string> Write(SearchOptions options)
    {
        Dictionary<string, string> written = new(StringComparer.Ordinal);
        foreach ((OptionProperty option, object? usual) in Written)
        {
            object? value = option.Get(options);
            if (!Equals(value, usual) && value is not ConversationTurn[] { Length: 0 })
                written[option.Name] = Text(value);
        }

        return written;
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "null",
            string text => $"={text}",
            bool or int or Enum => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            double[] numbers => JsonSerializer.Serialize(numbers),
            DocumentId[] documents => JsonSerializer.Serialize(documents.Select(id => id.Value).Order(StringComparer.Ordinal)),
            string[] names => JsonSerializer.Serialize(names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
            ConversationTurn[] turns => JsonSerializer.Serialize(turns),
            MetadataFilter filter => FilterText.Write(filter),
            _ => throw new InvalidOperationException(
                $"An option of the type {value.GetType().Name} has no form in a key; give it one here."
            ),
        };
}
