using RagCluster.Api.Admission;

namespace RagCluster.Api.Tests.Admission;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("http://h/a", "/b")]
    [InlineData("http://h/a/b", "/a")]
    [InlineData("http://h/a%2Eb", "/a%2Eb")]
    [InlineData("http://h\\a", "/a")]
    [InlineData("http://h?x=/a", "/a")]
    [InlineData("h:80", "/a")]
    [InlineData("*", "/a")]
    public void TargetOfWhichTheServerReadAnotherPath_IsRefused(string target, string path) =>
        Assert.Equal("target", RequestTarget.Check(target, path)?.Field);

    [Theory]
    [InlineData("http://h/a/b?x=/..", "/a/b")]
    [InlineData("http://h/%C3%A9%25", "/é%")]
    [InlineData("http://h", "/")]
    [InlineData("http://h?x=/a/", "/")]
    [InlineData("/a%25b", "/a%b")]
    [InlineData("/v1/models/collection%2Fa", "/v1/models/collection%2Fa")]
    [InlineData("h:80", "")]
    [InlineData("*", "")]
    public void TargetThatWasReadAsChecked_IsTaken(string target, string path) => Assert.Null(RequestTarget.Check(target, path));

    [Theory]
    [InlineData("/a#b", "/a#b")]
    [InlineData("/a?b#", "/a")]
    [InlineData("http://h/a/..#b", "/")]
    public void Fragment_IsRefused(string target, string path) => Assert.Equal("target", RequestTarget.Check(target, path)?.Field);
}
