using RagCluster.Corpus.Documents;

namespace RagCluster.Api.Tests.Documents;

public sealed class LinkAddressTests
{
    [Theory]
    [InlineData("docs/guide/a.md", "https://a.example/x", "https://a.example/x")]
    [InlineData("docs/guide/a.md", "mailto:a@b.example", "mailto:a@b.example")]
    [InlineData("docs/guide/a.md", "b.md#c", "docs/guide/b.md#c")]
    [InlineData("docs/guide/a.md", "./../b.md?c=../d", "docs/b.md?c=../d")]
    [InlineData("docs/guide/a.md", "../../../b.md", "b.md")]
    [InlineData("docs/guide/a.md", "#c", "docs/guide/a.md#c")]
    [InlineData("docs/guide/a.md", "/b", "/b")]
    [InlineData("a.md", "b.md", "b.md")]
    [InlineData("https://a.example/docs/guide/", "../b#c", "https://a.example/docs/b#c")]
    [InlineData("https://a.example/docs/a", "b c.md", "https://a.example/docs/b%20c.md")]
    [InlineData("https://a.example/docs/a", "//b.example/x", "https://b.example/x")]
    [InlineData("https://", "b.md", "b.md")]
    public void Of_IsSeenFromTheDocument(string uri, string target, string address) => Assert.Equal(address, LinkAddress.Of(uri, target));
}
