using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying.Grammar;

/// <summary>
/// Finds what is said of whom around a verb: the nouns before and behind it, up to the next verb or the end of the clause.
/// </summary>
internal sealed class PredicateReader
{
    private const int AuxiliaryDistanceMax = 4;

    private readonly string _text;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly PartOfSpeech[] _parts;

    private PredicateReader(string text, IReadOnlyList<Token> tokens, PartOfSpeech[] parts)
    {
        _text = text;
        _tokens = tokens;
        _parts = parts;
    }

    /// <summary>The predicates of tagged tokens, one for each verb.</summary>
    internal static List<Predicate> Read(string text, IReadOnlyList<Token> tokens, PartOfSpeech[] parts)
    {
        PredicateReader reader = new(text, tokens, parts);
        List<Predicate> predicates = [];
        for (int i = 0; i < tokens.Count; i++)
        {
            if (parts[i] == PartOfSpeech.Verb)
                predicates.Add(reader.OfVerb(i));
            else if (ClosedWords.IsBe(tokens[i].Word) && !reader.IsBeforeVerb(i))
                predicates.Add(reader.Of(i, isPassive: false, isCopula: true));
        }

        return predicates;
    }

    private Predicate OfVerb(int verb) => Of(verb, IsPassive(verb), isCopula: false);

    private Predicate Of(int verb, bool isPassive, bool isCopula)
    {
        List<Argument> arguments = [.. Subject(verb).Select(i => new Argument(i, isPassive ? Argument.Patient : Argument.Agent))];
        string slot = Argument.Patient;
        for (int i = BehindTwin(verb) + 1; i < _tokens.Count && _parts[i] != PartOfSpeech.Verb && !IsEnd(i); i++)
        {
            // "Of" hangs on the noun before it, which keeps its place.
            if (_parts[i] == PartOfSpeech.Preposition && _tokens[i].Word != "of")
                slot = isPassive && _tokens[i].Word == "by" ? Argument.Agent : Prepositions.NameOf(_tokens[i].Word);
            if (
                _parts[i] is PartOfSpeech.Noun or PartOfSpeech.Pronoun or PartOfSpeech.Number
                || (isCopula && _parts[i] == PartOfSpeech.Adjective)
            )
                arguments.Add(new Argument(i, slot));
        }

        return new Predicate(verb, arguments, isCopula);
    }

    // "Designed and constructed the system": what stands behind the second verb belongs to both.
    private int BehindTwin(int verb)
    {
        bool isTwin =
            verb + 2 < _tokens.Count
            && _tokens[verb + 1].Word is "and" or "or"
            && _parts[verb + 2] == PartOfSpeech.Verb
            && !IsEnd(verb + 1)
            && !IsEnd(verb + 2);
        return isTwin ? verb + 2 : verb;
    }

    private List<int> Subject(int verb)
    {
        List<int> subject = [];
        // "Before you pack the machine, empty the tank."
        if (verb > 0 && (IsComma(verb) || IsEnd(verb)))
            return subject;
        for (int i = verb - 1; i >= 0; i--)
        {
            if (_parts[i] == PartOfSpeech.Verb && subject.Count > 0)
                break;
            if (
                _parts[i] is PartOfSpeech.Noun or PartOfSpeech.Number
                || (_parts[i] == PartOfSpeech.Pronoun && _tokens[i].Word is not ("that" or "which" or "who"))
            )
                subject.Add(i);
            if (subject.Count > 0 && (IsEnd(i) || (i > 0 && IsComma(i))))
                break;
        }

        return subject;
    }

    // "was founded", "were then sold", and a participle that follows its noun: "the law passed by the assembly".
    private bool IsPassive(int verb)
    {
        if (!_tokens[verb].Word.EndsWith("ed", StringComparison.Ordinal) && IrregularForms.BaseOf(_tokens[verb].Word) == _tokens[verb].Word)
            return false;
        for (int i = verb - 1; i >= 0 && i >= verb - AuxiliaryDistanceMax; i--)
        {
            if (ClosedWords.IsBe(_tokens[i].Word))
                return true;
            if (_parts[i] is not (PartOfSpeech.Adverb or PartOfSpeech.Negation or PartOfSpeech.Auxiliary))
                break;
        }

        return verb + 1 < _tokens.Count && _tokens[verb + 1].Word is "by" or "from" or "in" && !IsEnd(verb + 1);
    }

    private bool IsBeforeVerb(int auxiliary)
    {
        for (int i = auxiliary + 1; i < _tokens.Count && i <= auxiliary + AuxiliaryDistanceMax; i++)
        {
            if (_parts[i] == PartOfSpeech.Verb)
                return true;
            if (_parts[i] is not (PartOfSpeech.Adverb or PartOfSpeech.Negation or PartOfSpeech.Auxiliary))
                return false;
        }

        return false;
    }

    private bool IsComma(int i) =>
        _tokens[i].Start > _tokens[i - 1].End && _text.AsSpan(_tokens[i - 1].End, _tokens[i].Start - _tokens[i - 1].End).Contains(',');

    private bool IsEnd(int i)
    {
        if (i == 0)
            return false;
        int from = _tokens[i - 1].End;
        return _tokens[i].Start < from || _text.AsSpan(from, _tokens[i].Start - from).IndexOfAny(".!?;:\n|") >= 0;
    }
}
