using RagCluster.Text.Chunking;
using RagCluster.Text.Reading;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Text.Tests.Chunking;

public sealed class LineLookupTests
{
    private const string Markdown = """
        ---
        title: Mill
        ---
        <!-- A comment that is not read. -->

        # The mill



        Wind drives it.

        - oak
        - iron

          of the best

        ```bash

        mill --grind


        mill --rest
        ```

        | Part | Age |
        | ---- | --- |
        | Wheel | 100 |
        | Sails | 1 |

        !!! note "Careful"

            Never stop it by hand.

            Nor by foot.

        The end.
        """;

    private const string PlainText = "\n\nTHE MILL\r\n\r\n\r\n\r\n\r\nWind drives it.\fIt is old.\n\n- oak\n- iron\n\nThe end.\n\n";

    [Fact]
    public void LongText_KnowsTheLineOfEachChunk()
    {
        string text = string.Join('\n', Enumerable.Range(1, 5_000).Select(line => $"Line {line} ends here."));
        ExtractedDocument document = new("a", text, DocumentFormat.PlainText, [new TextBlock(BlockKind.Paragraph, 0, text.Length, 0)], [])
        {
            Lines = [new SourceLine(0, 1)],
        };

        IReadOnlyList<TextChunk> chunks = new StructureChunker(ApproximateTokenCounter.Instance).Chunk(document, new ChunkingOptions());

        Assert.True(chunks.Count > 50);
        Assert.All(chunks, chunk => Assert.StartsWith($"Line {chunk.Lines[0].Number} ", text[chunk.Start..], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Markdown, "mill.md", 64)]
    [InlineData(Markdown, "mill.md", 16)]
    [InlineData(PlainText, "mill.txt", 64)]
    [InlineData(PlainText, "mill.txt", 16)]
    public async Task EachLineOfAChunk_IsThatOfTheFile(string source, string name, int tokensMax)
    {
        ExtractedDocument document = await TestReaders.ReadAsync(source, name);
        string[] file = source.Replace('\f', ' ').ReplaceLineEndings("\n").Split('\n');
        IReadOnlyList<TextChunk> chunks = new StructureChunker(ApproximateTokenCounter.Instance).Chunk(
            document,
            new ChunkingOptions { TokensMax = tokensMax, OverlapTokens = 0 }
        );

        int compared = 0;
        foreach (TextChunk chunk in chunks)
        {
            int at = chunk.Start;
            foreach (string line in document.Text[chunk.Start..chunk.End].Split('\n'))
            {
                // The end of a line is where an item ends in a word that the file has, whatever its mark looks like there.
                if (line.Length > 0)
                {
                    string last = line.Split(' ')[^1];
                    Assert.Contains(last, file[LineOf(document, chunk, at) - 1], StringComparison.Ordinal);
                    compared++;
                }

                at += line.Length + 1;
            }
        }

        Assert.True(compared > 4, $"{compared} lines were compared.");
    }

    [Fact]
    public async Task FormatWithoutLines_HasNone()
    {
        ExtractedDocument document = await TestReaders.ReadAsync("<html><body><p>Wind drives it.</p></body></html>", "mill.html");

        Assert.Empty(Assert.Single(new StructureChunker(ApproximateTokenCounter.Instance).Chunk(document, new ChunkingOptions())).Lines);
    }

    // As whoever has only the chunk counts them.
    private static int LineOf(ExtractedDocument document, TextChunk chunk, int offset)
    {
        SourceLine known = chunk.Lines.Last(line => line.Start <= offset);
        return known.Number + document.Text[Math.Max(known.Start, chunk.Start)..offset].Count(c => c == '\n');
    }
}
