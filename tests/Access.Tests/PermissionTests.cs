namespace RagCluster.Access.Tests;

/// <summary>Roles, permissions and their names.</summary>
public sealed class PermissionTests
{
    [Fact]
    public void EachPermission_HasANameThatIsReadBack()
    {
        Permission[] each = [.. Enum.GetValues<Permission>().Where(permission => permission != Permission.None)];
        Assert.Equal(each, Permissions.NamesOf(Permissions.All).Select(name => Permissions.Parse(name)!.Value));
    }

    [Fact]
    public void Roles_AreOrderedByWhatTheyMay()
    {
        Permission user = Permissions.OfRole("user")!.Value;
        Permission reading = Permissions.OfRole("readonly")!.Value;
        Assert.Equal(Permissions.All, Permissions.OfRole("admin"));
        Assert.True(user.HasFlag(reading));
        Assert.False(user.HasFlag(Permission.SystemAdmin));
        Assert.False(user.HasFlag(Permission.ModelsManage));
        Assert.False(reading.HasFlag(Permission.DocumentsWrite));
        Assert.Null(Permissions.OfRole("root"));
        Assert.Null(Permissions.OfRole("Admin"));
    }

    [Fact]
    public void Nothing_IsNeverAllowed() => Assert.False(new Principal("somebody", Permissions.All).May(Permission.None));
}
