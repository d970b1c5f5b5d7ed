using System.Collections.Frozen;
using System.Globalization;

namespace RagCluster.Grounding.Abstention;

/// <summary>The sentences that say why there is no answer, in one language. They are data: <c>messages.txt</c>.</summary>
internal sealed class AbstentionMessages
{
    /// <summary>The question has no term.</summary>
    internal const string NamesNothing = "names-nothing";

    /// <summary>No unit of the passages can stand by itself.</summary>
    internal const string NoUnit = "no-unit";

    /// <summary>No passage holds these terms.</summary>
    internal const string NotMentioned = "not-mentioned";

    /// <summary>The best passage lacks these terms.</summary>
    internal const string ClosestWithout = "closest-without";

    /// <summary>The terms are there, and no sentence relates them.</summary>
    internal const string Unrelated = "unrelated";

    /// <summary>The collection is empty.</summary>
    internal const string NoDocuments = "no-documents";

    /// <summary>Nothing was found.</summary>
    internal const string NoMatch = "no-match";

    /// <summary>The chat model says that the passages don't answer.</summary>
    internal const string ModelSilent = "model-silent";

    /// <summary>No sentence of this number that the chat model wrote stands.</summary>
    internal const string ModelUnsupported = "model-unsupported";

    private const string Between = "between";
    private const string Quotes = "quotes";

    // Stands for a space at the edge of a value, where an editor would take it away; French sets one that doesn't break.
    private const char Space = '~';

    private static readonly FrozenDictionary<string, AbstentionMessages> All = Load();

    private readonly FrozenDictionary<string, string> _sentences;

    private AbstentionMessages(IEnumerable<string[]> lines) =>
        _sentences = lines.ToFrozenDictionary(cells => cells[1], cells => cells[2], StringComparer.Ordinal);

    /// <summary>The languages that have messages.</summary>
    internal static IEnumerable<string> Languages => All.Keys;

    /// <summary>The names of the messages that a language has.</summary>
    internal IEnumerable<string> Names => _sentences.Keys;

    /// <summary>The messages of a language; English ones where it has none.</summary>
    /// <param name="language">Its ISO 639-1 code.</param>
    internal static AbstentionMessages In(string language) => All.GetValueOrDefault(language) ?? All["en"];

    /// <summary>A message.</summary>
    /// <param name="name">Which.</param>
    /// <param name="value">What it speaks of, where it has a place for something.</param>
    internal string Say(string name, object? value = null) => string.Format(CultureInfo.InvariantCulture, _sentences[name], value);

    /// <summary>Terms as the language quotes and lists them.</summary>
    /// <param name="terms">The terms as they stand in the question.</param>
    internal string List(IEnumerable<string> terms)
    {
        string[] marks = _sentences[Quotes].Replace(Space, '\u00A0').Split(' ');
        return string.Join(_sentences[Between].Replace(Space, ' '), terms.Select(term => $"{marks[0]}{term}{marks[1]}"));
    }

    private static FrozenDictionary<string, AbstentionMessages> Load()
    {
        return DataLines
            .Of("messages.txt")
            .Select(line => line.Split(' ', 3))
            .GroupBy(cells => cells[0])
            .ToFrozenDictionary(group => group.Key, group => new AbstentionMessages(group), StringComparer.Ordinal);
    }
}
