using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Tests.Access;

/// <summary>Users and their sessions: a refresh token is good once, and one that comes a second time ends the session.</summary>
public sealed class UsersGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly CancellationToken None = CancellationToken.None;

    private IUsersGrain Users => cluster.Grains.GetGrain<IUsersGrain>(IUsersGrain.Key);

    [Fact]
    public async Task RefreshToken_IsGoodOnce_AndASecondUseEndsTheSession()
    {
        await Users.CreateAsync("ada", "user", "hash", None);
        StartedSession first = (await Users.StartSessionAsync("ada", None))!;
        StartedSession other = (await Users.StartSessionAsync("ada", None))!;
        Assert.Equal(new KnownSession("ada", "user"), await Users.FindSessionAsync(first.Session, None));
        StartedSession second = (await Users.RefreshAsync(first.RefreshToken, None))!;
        Assert.Equal(first.Session, second.Session);
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        StartedSession third = (await Users.RefreshAsync(second.RefreshToken, None))!;

        // Stolen: the session ends for the thief and for the owner, and no other one does.
        Assert.Null(await Users.RefreshAsync(first.RefreshToken, None));
        Assert.Null(await Users.RefreshAsync(third.RefreshToken, None));
        Assert.Null(await Users.FindSessionAsync(first.Session, None));
        Assert.NotNull(await Users.FindSessionAsync(other.Session, None));

        // A token that nobody was given ends nothing.
        Assert.Null(await Users.RefreshAsync(other.RefreshToken[..^1] + (other.RefreshToken[^1] == 'a' ? 'b' : 'a'), None));
        Assert.NotNull(await Users.FindSessionAsync(other.Session, None));
        await Users.EndSessionAsync(other.RefreshToken, None);
        Assert.Null(await Users.FindSessionAsync(other.Session, None));
    }

    [Fact]
    public async Task PasswordThatIsChanged_AndUserWhoIsRemoved_EndTheSessions()
    {
        await Users.CreateAsync("grace", "readonly", "hash", None);
        StartedSession session = (await Users.StartSessionAsync("grace", None))!;
        await Users.SetPasswordAsync("grace", "another", None);
        Assert.Equal("another", await Users.FindPasswordAsync("grace", None));
        Assert.Null(await Users.FindSessionAsync(session.Session, None));
        session = (await Users.StartSessionAsync("grace", None))!;
        await Users.DeleteAsync("grace", None);
        Assert.Null(await Users.FindSessionAsync(session.Session, None));
        Assert.Null(await Users.FindPasswordAsync("grace", None));
        Assert.Null(await Users.StartSessionAsync("grace", None));
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<RagException>(() => Users.DeleteAsync("grace", None))).Kind);
    }

    [Fact]
    public async Task Names_AreTakenOnce_AndRolesAreThoseThereAre()
    {
        await Users.CreateAsync("alan", "user", "hash", None);
        Assert.Equal(
            ErrorKind.Conflict,
            (await Assert.ThrowsAsync<RagException>(() => Users.CreateAsync("alan", "user", "hash", None))).Kind
        );
        Assert.Equal(
            ErrorKind.Invalid,
            (await Assert.ThrowsAsync<RagException>(() => Users.CreateAsync("kurt", "root", "hash", None))).Kind
        );
        // Who signs in everywhere keeps the ten newest sessions.
        for (int i = 0; i < 12; i++)
            await Users.StartSessionAsync("alan", None);
        Assert.Equal(10, (await Users.ListAsync(None)).Single(user => user.Name == "alan").SessionCount);
        Assert.Equal(await Users.GetSigningSecretAsync(None), await Users.GetSigningSecretAsync(None));
    }
}
