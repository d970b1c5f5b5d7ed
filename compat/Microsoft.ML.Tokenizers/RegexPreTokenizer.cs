using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

internal sealed class RegexPreTokenizer(Regex pieces, IReadOnlyDictionary<string, int>? specialTokens) : PreTokenizer
{
    private readonly Regex? _special = specialTokens is null or { Count: 0 }
        ? null
        : new Regex(
            string.Join('|', specialTokens.Keys.OrderByDescending(token => token.Length).Select(Regex.Escape)),
            RegexOptions.CultureInvariant
        );

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        int start = 0;
        if (_special is not null)
        {
            foreach (Match special in _special.Matches(text))
            {
                foreach ((int, int) piece in Split(text, start, special.Index))
                    yield return piece;

                yield return (special.Index, special.Length);
                start = special.Index + special.Length;
            }
        }

        foreach ((int, int) piece in Split(text, start, text.Length))
            yield return piece;
    }

    private IEnumerable<(int Offset, int Length)> Split(string text, int start, int end)
    {
        for (Match match = pieces.Match(text, start, end - start); match.Success; match = match.NextMatch())
            yield return (match.Index, match.Length);
    }
}
