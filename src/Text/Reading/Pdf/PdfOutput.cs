using System.Text.Json;

namespace RagCluster.Text.Reading.Pdf;

/// <summary>Understands what read-pdf.mjs writes.</summary>
internal sealed record PdfOutput(string Title, IReadOnlyList<IReadOnlyList<IReadOnlyList<PdfPiece>>> Pages)
{
    private const int Turns = 4;

    /// <summary>Parses the reply.</summary>
    /// <returns>For each page the pieces of each direction that text runs in, the upright ones first.</returns>
    /// <exception cref="UnreadableDocumentException">The script refused the file, or its reply cannot be understood.</exception>
    internal static PdfOutput Parse(ReadOnlyMemory<byte> output)
    {
        try
        {
            if (Refusal(output) is { } refusal)
                throw refusal;
            using JsonDocument document = JsonDocument.Parse(output);
            List<IReadOnlyList<IReadOnlyList<PdfPiece>>> pages = document
                .RootElement.GetProperty("pages")
                .EnumerateArray()
                .Select(Page)
                .ToList();
            return new PdfOutput(document.RootElement.GetProperty("title").GetString() ?? string.Empty, pages);
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw UnreadableDocumentException.Failed("The PDF reader gave an answer that cannot be understood.", e);
        }
    }

    // A refusal is the last line, whatever was written before it.
    private static UnreadableDocumentException? Refusal(ReadOnlyMemory<byte> output)
    {
        ReadOnlySpan<byte> trimmed = output.Span.TrimEnd("\n"u8);
        ReadOnlySpan<byte> last = trimmed[(trimmed.LastIndexOf((byte)'\n') + 1)..];
        if (!last.StartsWith("{\"error\""u8))
            return null;
        using JsonDocument document = JsonDocument.Parse(last.ToArray());
        JsonElement error = document.RootElement.GetProperty("error");
        return new UnreadableDocumentException(error.GetProperty("code").GetString()!, error.GetProperty("message").GetString()!);
    }

    private static IReadOnlyList<IReadOnlyList<PdfPiece>> Page(JsonElement page)
    {
        List<PdfPiece>[] byTurn = Enumerable.Range(0, Turns).Select(_ => new List<PdfPiece>()).ToArray();
        foreach (JsonElement piece in page.GetProperty("pieces").EnumerateArray())
        {
            byTurn[piece[5].GetInt32() % Turns]
                .Add(
                    new PdfPiece(
                        piece[0].GetString()!,
                        piece[1].GetDouble(),
                        piece[2].GetDouble(),
                        piece[3].GetDouble(),
                        piece[4].GetDouble(),
                        piece[6].GetInt32() != 0
                    )
                );
        }

        return byTurn.Where(pieces => pieces.Count > 0).ToList();
    }
}
