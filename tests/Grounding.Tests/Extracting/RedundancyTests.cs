using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Extracting;

namespace RagCluster.Grounding.Tests.Extracting;

public sealed class RedundancyTests
{
    [Theory]
    [InlineData("By default the gateway listens on port 443 for all hosts.", "Default: 443")]
    [InlineData("Default: 443", "By default the gateway listens on port 443 for all hosts.")]
    [InlineData("Default: 443", "Default: 443")]
    [InlineData("The gateway listens on port 443 for hosts.", "The gateway listens on port 8443 for proxies.")]
    public void Value_IsNoRepetitionOfASentenceThatHoldsItsWords(string said, string candidate) => Assert.False(IsRepeat(said, candidate));

    [Theory]
    [InlineData("The gateway listens on port 443.", "The gateway listens on port 443.")]
    [InlineData("On all hosts the gateway listens on port 443.", "The gateway listens on port 443.")]
    [InlineData("The gateway listens on port 443.", "It is so.")]
    public void SentenceThatAddsNothing_IsARepetition(string said, string candidate) => Assert.True(IsRepeat(said, candidate));

    private static bool IsRepeat(string said, string candidate) =>
        Redundancy.IsRepeat(new TermBag(Tokens.Read(said)), new TermBag(Tokens.Read(candidate)));
}
