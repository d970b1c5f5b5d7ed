using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Grammar;

namespace RagCluster.Grounding.Verifying;

/// <summary>A claim or a piece of a source, read once for all checks.</summary>
internal sealed class Statement
{
    private readonly Lazy<List<Statement>> _clauseStatements;
    private readonly Lazy<List<Statement>> _sentenceStatements;

    internal Statement(string text, List<Token> tokens)
        : this(text, tokens, []) { }

    /// <summary>Reads a window.</summary>
    /// <param name="text">The text that the tokens stand in.</param>
    /// <param name="tokens">All tokens of the window.</param>
    /// <param name="sentences">The tokens of each of its sentences; none when it is one sentence.</param>
    internal Statement(string text, List<Token> tokens, List<List<Token>> sentences)
    {
        Text = text;
        Tokens = tokens;
        Bag = new TermBag(tokens);
        Words = tokens.Select(t => t.Word).ToHashSet();
        Quantities = QuantityReader.Read(text, tokens);
        Dates = [.. tokens.Select(t => t.Date).OfType<CalendarDate>().Distinct()];
        Clauses = Grammar.Clauses.Of(text, tokens);
        _clauseStatements = new Lazy<List<Statement>>(() =>
            [.. Clauses.Select(c => new Statement(text, tokens.GetRange(c.First, c.Last - c.First + 1)))]
        );
        _sentenceStatements = new Lazy<List<Statement>>(() =>
            sentences.Count == 0 ? [this] : [.. sentences.Select(s => new Statement(text, s))]
        );
    }

    internal string Text { get; }

    internal List<Token> Tokens { get; }

    internal TermBag Bag { get; }

    internal HashSet<string> Words { get; }

    internal List<Quantity> Quantities { get; }

    internal List<CalendarDate> Dates { get; }

    internal List<(int First, int Last)> Clauses { get; }

    /// <summary>Each clause as a statement of its own.</summary>
    internal List<Statement> ClauseStatements => _clauseStatements.Value;

    /// <summary>Each sentence, list item or row as a statement of its own.</summary>
    internal List<Statement> SentenceStatements => _sentenceStatements.Value;

    /// <summary>Whether the token is a name: a capital that the sentence's start does not explain.</summary>
    internal bool IsName(int i)
    {
        Token token = Tokens[i];
        if (!token.IsCapital || !token.IsContent || token.Kind == TokenKind.Number)
            return false;
        bool isStart = i == 0 || Text.AsSpan(Tokens[i - 1].End, token.Start - Tokens[i - 1].End).IndexOfAny(".!?|\n:") >= 0;
        // "Unless SKIPME is set" and "Blocking ANT2 helps" name nothing by their first word.
        if (isStart && (ClosedWords.Of(token.Word) is not null || token.Word.EndsWith("ing", StringComparison.Ordinal)))
            return false;
        return !isStart || i + 1 < Tokens.Count && Tokens[i + 1].IsCapital && Tokens[i + 1].IsContent;
    }

    internal string Quote(Token token) => Text[token.Start..token.End];
}
