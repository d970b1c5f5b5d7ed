using RagCluster.Backup;
using RagCluster.Silo.Health;

namespace RagCluster.Silo.Backups;

/// <summary>Registers what backups of a running server need beside the store.</summary>
internal static class BackupParts
{
    /// <summary>Adds the files that belong into a backup, and what looks at the clock: after the silo, since that calls grains.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="configuration">The settings.</param>
    internal static void AddBackups(this IServiceCollection services, string dataFolder, IConfiguration configuration)
    {
        services.AddSingleton<IBackupFiles>(new DataFolderFiles(Path.GetFullPath(dataFolder), configuration));
        services.AddHostedService<BackupTicks>();
        services.AddSingleton<LogShippingCondition>();
        services.AddHostedService<LogTicks>();
        services.AddHostedService<RestoreSweep>();
    }
}
