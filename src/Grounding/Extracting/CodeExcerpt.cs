using RagCluster.Grounding.Evidence;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Extracting;

/// <summary>Finds the whole lines of a long block of code that say most of what a question asks for.</summary>
internal static class CodeExcerpt
{
    /// <summary>The run of whole lines within a length that holds most of the question's terms; of equal runs the first.</summary>
    internal static TextSpan Of(string text, TextSpan code, AnalysedQuestion question, int lengthMax)
    {
        List<(TextSpan Span, TermBag Bag)> lines = Lines(text, code, LanguageWords.Find(question.Language) ?? LanguageWords.All[0]);
        (double Score, TextSpan Span) best = (-1, lines[0].Span);
        for (int first = 0; first < lines.Count; first++)
        {
            double[] held = new double[question.Terms.Length];
            TextSpan run = default;
            for (int last = first; last < lines.Count && lines[last].Span.End - lines[first].Span.Start <= lengthMax; last++)
            {
                run = new TextSpan(lines[first].Span.Start, lines[last].Span.End);
                for (int i = 0; i < held.Length; i++)
                    held[i] = Math.Max(held[i], question.Terms[i].Role * lines[last].Bag.Match(question.Terms[i].Token));
            }

            if (run.Length > 0 && held.Sum() > best.Score)
                best = (held.Sum(), run);
        }

        return best.Span;
    }

    private static List<(TextSpan Span, TermBag Bag)> Lines(string text, TextSpan code, LanguageWords language)
    {
        List<(TextSpan, TermBag)> lines = [];
        for (int start = code.Start; start < code.End; )
        {
            int newline = text.IndexOf('\n', start, code.End - start);
            int end = newline < 0 ? code.End : newline;
            TextSpan line = new(start, end);
            if (!text.AsSpan(start, end - start).IsWhiteSpace())
            {
                List<Token> tokens = Tokens.Read(text, start, end);
                lines.Add((line, new TermBag(language.Stem(text, [.. tokens, .. IdentifierParts.Of(text, tokens)]))));
            }

            start = end + 1;
        }

        return lines;
    }
}
