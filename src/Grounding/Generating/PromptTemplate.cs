using System.Text.RegularExpressions;
using RagCluster.Corpus.Errors;

namespace RagCluster.Grounding.Generating;

/// <summary>
/// What a chat model is asked, with places for the passages and the question. The rules of grounding stand before it, whatever it says.
/// </summary>
public static partial class PromptTemplate
{
    /// <summary>The template of a collection that has none of its own.</summary>
    public const string Default = "{passages}Question: {question}";

    /// <summary>The longest template, in characters.</summary>
    public const int LengthMax = 4_000;

    private const string Passages = "{passages}";
    private const string QuestionPlace = "{question}";

    /// <summary>Checks a template; an empty one stands for the default.</summary>
    /// <param name="template">The template.</param>
    /// <param name="field">What the caller knows it as.</param>
    /// <exception cref="RagException">Invalid: the message names what is wrong and the fix.</exception>
    public static void Validate(string template, string field)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (template.Length == 0)
            return;
        if (template.Length > LengthMax)
            throw RagException.Invalid(field, $"A template has at most {LengthMax} characters; this one has {template.Length}.");
        foreach (string place in new[] { Passages, QuestionPlace })
        {
            int count = Regex.Count(template, Regex.Escape(place));
            if (count != 1)
                throw RagException.Invalid(field, $"A template holds {place} once; this one holds it {count} times.");
        }

        if (Place().Matches(template).FirstOrDefault(match => match.Value is not (Passages or QuestionPlace)) is { } unknown)
            throw RagException.Invalid(
                field,
                $"There is no place {unknown.Value} in a template: there are {Passages} and {QuestionPlace}."
            );
    }

    /// <summary>The template with passages and question in their places; a place that these hold is their text and stays.</summary>
    internal static string Fill(string template, string passages, string question) =>
        Place().Replace(template, place => place.Value == Passages ? passages : question);

    [GeneratedRegex(@"\{[a-z_]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
