using RagCluster.Benchmarks;
using RagCluster.Text.Reading;

namespace RagCluster.Text.Tests.Reading.Isolation;

/// <summary>A small run of what <c>rag bench hostile</c> does with a server.</summary>
public sealed class HostileDocumentsTests
{
    private const int Count = 25;

    [Fact]
    public async Task ReadAsync_HostileDocuments_EndWithACodeOrAText_AndHarmNoOther()
    {
        foreach ((string? name, byte[]? content) in new HostileDocuments(7).Make(Count))
        {
            Task<string> hostile = OutcomeAsync(content, name);
            ExtractedDocument innocent = await TestReaders.ReadAsync($"# Beside {name}\n\nThe innocent one.", "innocent.md");

            Assert.Equal($"Beside {name}", innocent.Title);
            Assert.Contains(
                await hostile,
                (string[])["read", UnreadableDocumentException.InvalidFile, UnreadableDocumentException.UnsupportedFile]
            );
        }
    }

    private static async Task<string> OutcomeAsync(byte[] content, string name)
    {
        try
        {
            await TestReaders.Limited.ReadAsync(content, name, CancellationToken.None);
            return "read";
        }
        catch (UnreadableDocumentException refusal)
        {
            return refusal.Code;
        }
    }
}
