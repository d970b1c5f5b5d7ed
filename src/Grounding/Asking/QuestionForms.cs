using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace RagCluster.Grounding.Asking;

/// <summary>The forms in which a language asks for several things, or points back. They are data: <c>forms.txt</c>.</summary>
internal sealed class QuestionForms
{
    /// <summary>A text that asks.</summary>
    internal const string Asks = "asks";

    /// <summary>What stands between two questions.</summary>
    internal const string Joined = "joined";

    /// <summary>Asks how two things differ.</summary>
    internal const string Difference = "difference";

    /// <summary>What is asked of each of two things that are compared.</summary>
    internal const string Part = "part";

    /// <summary>Two names of code that are joined.</summary>
    internal const string Names = "or";

    /// <summary>The question before, about something else.</summary>
    internal const string About = "about";

    /// <summary>A pronoun that the topic can stand instead of.</summary>
    internal const string Instead = "instead";

    /// <summary>A possessive that the topic can stand instead of.</summary>
    internal const string OfIt = "of-it";

    /// <summary>The topic as a possessive.</summary>
    internal const string OfTopic = "of-topic";

    /// <summary>Points back in another way.</summary>
    internal const string Back = "back";

    /// <summary>A word that begins a noun phrase.</summary>
    internal const string Article = "article";

    /// <summary>A word that joins two noun phrases.</summary>
    internal const string Link = "link";

    /// <summary>An article within a noun phrase.</summary>
    internal const string Inner = "inner";

    /// <summary>How nouns are written.</summary>
    internal const string Nouns = "nouns";

    // Names of code: SomeName, some_name, some-name-of, --option, `anything`.
    private const string CodeName = @"(?:--?[a-z][\w-]*|\w+_\w+|[A-Za-z]+[a-z][A-Z]\w*|`[^`]+`)";

    private static readonly FrozenDictionary<string, QuestionForms> All = Load();

    private readonly FrozenDictionary<string, string> _texts;
    private readonly FrozenDictionary<string, Lazy<Regex>> _forms;

    private QuestionForms(IEnumerable<string[]> lines)
    {
        _texts = lines.ToFrozenDictionary(cells => cells[1], cells => cells[2], StringComparer.Ordinal);
        _forms = _texts.ToFrozenDictionary(
            form => form.Key,
            form => new Lazy<Regex>(() => Read(form.Key, form.Value)),
            StringComparer.Ordinal
        );
    }

    /// <summary>The codes of the languages that have forms.</summary>
    internal static IEnumerable<string> Languages => All.Keys;

    /// <summary>The forms of a language; English ones where it has none.</summary>
    /// <param name="language">Its ISO 639-1 code.</param>
    internal static QuestionForms Of(string language) => All.GetValueOrDefault(language) ?? All["en"];

    /// <summary>The text of a form; null where the language has none.</summary>
    internal string? Text(string name) => _texts.GetValueOrDefault(name);

    /// <summary>Where a text has a form.</summary>
    internal Match Match(string name, string text) =>
        _forms.TryGetValue(name, out Lazy<Regex>? form) ? form.Value.Match(text) : System.Text.RegularExpressions.Match.Empty;

    /// <summary>Whether a text has a form.</summary>
    internal bool Has(string name, string text) => Match(name, text).Success;

    /// <summary>A text with a form replaced.</summary>
    internal string Replace(string name, string text, string by) =>
        _forms.TryGetValue(name, out Lazy<Regex>? form) ? form.Value.Replace(text, _ => by) : text;

    // A name of code is told by its capitals.
    private static Regex Read(string name, string form) =>
        name == Names
            ? new Regex($@"(?<![\w-])(?<a>{CodeName})\s+(?:{form})\s+(?:of\s+)?(?<b>{CodeName})(?![\w-])", RegexOptions.CultureInvariant)
            : new Regex(form, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static FrozenDictionary<string, QuestionForms> Load()
    {
        return DataLines
            .Of("forms.txt")
            .Select(line => line.Split(' ', 3))
            .GroupBy(cells => cells[0])
            .ToFrozenDictionary(group => group.Key, group => new QuestionForms(group), StringComparer.Ordinal);
    }
}
