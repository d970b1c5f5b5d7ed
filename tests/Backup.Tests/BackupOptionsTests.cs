namespace RagCluster.Backup.Tests;

/// <summary>Settings that can't work are refused by name, and no message repeats a secret.</summary>
public sealed class BackupOptionsTests
{
    private const string Secret = "3f4b9d0e-secret";

    [Fact]
    public void Defaults_AreGood() => Assert.Empty(new BackupOptions().Validate());

    [Fact]
    public void EachWrongSetting_IsNamed()
    {
        (BackupOptions Options, string Setting)[] wrong =
        [
            (new() { KeepAll = TimeSpan.FromHours(1) }, "RAG__Backup__KeepAll"),
            (new() { KeepDaily = TimeSpan.FromDays(1) }, "RAG__Backup__KeepDaily"),
            (new() { Key = Secret, KeyFile = "/x" }, "RAG__Backup__Key and RAG__Backup__KeyFile"),
            (new() { SecretKey = Secret }, "RAG__Backup__SecretKey"),
            (new() { Bucket = "b" + new string('x', 9) }, "RAG__Backup__Region"),
        ];
        foreach ((BackupOptions options, string setting) in wrong)
        {
            string failure = Assert.Single(options.Validate());
            Assert.Contains(setting, failure, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, failure, StringComparison.Ordinal);
        }
    }
}
