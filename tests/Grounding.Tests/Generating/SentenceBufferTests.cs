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
}
