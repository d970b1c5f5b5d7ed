using RagCluster.Grounding.Generating;

namespace RagCluster.Grounding.Tests.Generating;

public sealed class SentenceBufferTests
{
    [Theory]
    [InlineData("Sie kam am 3. Oktober 2025. Danach ging sie.", "Sie kam am 3. Oktober 2025.|Danach ging sie.")]
    [InlineData("Es gilt z. B. Art. 5 für Dr. Ada. Das ist alles.", "Es gilt z. B. Art. 5 für Dr. Ada.|Das ist alles.")]
    [InlineData("It moved to the U.S. The end came.", "It moved to the U.S.|The end came.")]
    [InlineData("这是第一句。这是第二句。", "这是第一句。|这是第二句。")]
    public void PiecesOfAnyLength_GiveTheSentencesOfTheWhole(string text, string expected)
    {
        for (int length = 1; length <= text.Length; length++)
        {
            SentenceBuffer buffer = new(1_000);
            List<WrittenPart> parts = [.. text.Chunk(length).SelectMany(piece => buffer.Add(new string(piece)))];
            parts.AddRange(buffer.Finish());

            Assert.Equal(expected, string.Join('|', parts.Select(part => part.Text.Trim())));
        }
    }

    [Theory]
    [InlineData("```csharp title=\"a b\"", "csharp")]
    [InlineData("~~~ c++ ", "c++")]
    [InlineData("```", "")]
    [InlineData("```https://evil.example/?q=secret", "")]
    [InlineData("``` \u001B[31m\u202E<script>", "")]
    [InlineData("```{.python}", "")]
    public void LanguageOfCode_IsANameOrNothing(string fence, string language)
    {
        SentenceBuffer buffer = new(1_000);
        List<WrittenPart> parts = [.. buffer.Add($"{fence}\npumpctl restart\n{fence[..3]}\n"), .. buffer.Finish()];

        WrittenPart code = Assert.Single(parts);
        Assert.Equal(("pumpctl restart\n", true, language), (code.Text, code.IsCode, code.Language));
    }

    // Hours where each way is tried in which its parts could share them.
    [Theory]
    [InlineData('~')]
    [InlineData('`')]
    [InlineData(' ')]
    public void LongFenceWithoutItsLineEnd_IsReadOncePerPiece(char mark)
    {
        SentenceBuffer buffer = new(100_000);
        buffer.Add("~~~" + new string(mark, 50_000));
        for (int piece = 0; piece < 50; piece++)
            Assert.Empty(buffer.Add(" "));

        Assert.Empty(buffer.Finish(isCutOff: true));
    }
}
