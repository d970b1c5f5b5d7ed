using RagCluster.Text.Linking;

namespace RagCluster.Text.Tests.Linking;

public sealed class LinkTargetTests
{
    [Theory]
    [InlineData("https://a.example/b?c=1#d", "https://a.example/b?c=1#d")]
    [InlineData("HTTP://a.example", "HTTP://a.example")]
    [InlineData("mailto:a@b.example", "mailto:a@b.example")]
    [InlineData(" ../guide/a b.md#c ", "../guide/a%20b.md#c")]
    [InlineData("#c", "#c")]
    [InlineData("/a:b", "/a:b")]
    [InlineData("https://a.example/\u202Etxt", "https://a.example/txt")]
    public void AddressOrPath_IsATarget(string written, string target) => Assert.Equal(target, LinkTarget.Clean(written));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("java\u00ADscript:alert(1)")]
    [InlineData("java\u0001script:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("vbscript:x")]
    public void WhatABrowserWouldRun_IsNot(string? written) => Assert.Null(LinkTarget.Clean(written));

    [Fact]
    public void LongTarget_IsNot()
    {
        Assert.NotNull(LinkTarget.Clean(new string('a', LinkTarget.LengthMax)));
        Assert.Null(LinkTarget.Clean(new string('a', LinkTarget.LengthMax + 1)));
    }
}
