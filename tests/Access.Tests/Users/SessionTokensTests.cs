using RagCluster.Access.Users;

namespace RagCluster.Access.Tests.Users;

/// <summary>Access tokens of this cluster's users, and the refresh tokens beside them.</summary>
public sealed class SessionTokensTests
{
    private const string Secret = "a secret of more than thirty-two bytes";
    private readonly TestClock _time = new();

    [Fact]
    public async Task Token_NamesItsSessionForHalfAnHour()
    {
        SessionTokens tokens = new(Secret, _time);
        string token = tokens.Issue("ada", "session", SessionTokens.AccessLifetime);
        Assert.Equal("session", await tokens.ReadAsync(token));
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("session", await tokens.ReadAsync(token));
        // The clocks of two silos may differ by so much.
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await tokens.ReadAsync(token));
    }

    [Fact]
    public async Task TokenOfAnotherSecret_IsNotBelieved()
    {
        string token = new SessionTokens("another secret of more than thirty-two", _time).Issue("ada", "session", TimeSpan.FromHours(1));
        Assert.Null(await new SessionTokens(Secret, _time).ReadAsync(token));
    }

    [Fact]
    public void RefreshTokens_AreReadAsTheyWereWritten()
    {
        RefreshText token = RefreshText.New();
        Assert.Equal(token, RefreshText.Parse(token.ToString()));
        RefreshText next = token.Next();
        Assert.Equal(token.Session, next.Session);
        Assert.True(token.Matches(token.Hash()));
        Assert.False(next.Matches(token.Hash()));
        Assert.Null(RefreshText.Parse(token + "x"));
        Assert.Null(RefreshText.Parse("rt-rag-" + new string('-', 49)));
    }
}
