using RagCluster.Corpus.Access;
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
        await Users.CreateAsync(new NewUser("ada", "user", "hash"), None);
        StartedSession first = (await Users.StartSessionAsync("ada", None))!;
        StartedSession other = (await Users.StartSessionAsync("ada", None))!;
        Assert.Equal(("ada", "user"), Known(await Users.FindSessionAsync(first.Session, None)));
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
        await Users.CreateAsync(new NewUser("grace", "readonly", "hash"), None);
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
        await Users.CreateAsync(new NewUser("alan", "user", "hash"), None);
        Assert.Equal(
            ErrorKind.Conflict,
            (await Assert.ThrowsAsync<RagException>(() => Users.CreateAsync(new NewUser("alan", "user", "hash"), None))).Kind
        );
        Assert.Equal(
            ErrorKind.Invalid,
            (await Assert.ThrowsAsync<RagException>(() => Users.CreateAsync(new NewUser("kurt", "root", "hash"), None))).Kind
        );
        // Who signs in everywhere keeps the ten newest sessions.
        for (int i = 0; i < 12; i++)
            await Users.StartSessionAsync("alan", None);
        Assert.Equal(10, (await Users.ListAsync(None)).Single(user => user.Name == "alan").SessionCount);
        Assert.Equal(await Users.GetSigningSecretAsync(None), await Users.GetSigningSecretAsync(None));
    }

    [Fact]
    public async Task AdministratorOfATenant_MeetsItsUsersAlone()
    {
        await Users.CreateAsync(new NewUser("linus", "user", "hash"), None);
        await Users.CreateAsync(new NewUser("acme/linus", "user", "other"), None);
        Assert.Equal(("hash", "other"), (await Users.FindPasswordAsync("linus", None), await Users.FindPasswordAsync("acme/linus", None)));
        StartedSession session = (await Users.StartSessionAsync("acme/linus", None))!;
        Assert.Equal(("acme/linus", "user"), Known(await Users.FindSessionAsync(session.Session, None)));

        new Caller("acme", null).Enter();
        UserAccount seen = Assert.Single(await Users.ListAsync(None));
        Assert.Equal(("acme", "linus", 1), (seen.Tenant, seen.Name, seen.SessionCount));
        foreach (string foreign in (string[])["linus", "other/linus"])
        {
            await AssertAsync(ErrorKind.NotFound, () => Users.DeleteAsync(foreign, None));
            await AssertAsync(ErrorKind.NotFound, () => Users.SetPasswordAsync(foreign, "stolen", None));
            await AssertAsync(ErrorKind.Invalid, () => Users.CreateAsync(new NewUser(foreign, "admin", "hash"), None));
        }

        Assert.Equal(0, (await Users.SetPasswordAsync("acme/linus", "third", None)).SessionCount);
        await Users.DeleteAsync("acme/linus", None);
        Caller.Leave();
        Assert.Equal("hash", await Users.FindPasswordAsync("linus", None));
    }

    [Fact]
    public async Task WhoSeesNotEverything_AdministersNoTenant()
    {
        new Caller("acme", AccessView.Of("user:eve", [])).Enter();
        await AssertAsync(ErrorKind.Invalid, () => Users.CreateAsync(new NewUser("acme/eve", "admin", "hash"), None));
        Caller.Leave();
    }

    private static async Task AssertAsync(ErrorKind kind, Func<Task> act) =>
        Assert.Equal(kind, (await Assert.ThrowsAsync<RagException>(act)).Kind);

    private static (string?, string?) Known(KnownSession? session) => (session?.User, session?.Role);
}
