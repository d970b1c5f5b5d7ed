using RagCluster.Storage.CrashWriter;

return args[0] switch
{
    RotationRun.Verb => await RotationRun.MainAsync(args[1..]),
    CompactionRun.Verb => await CompactionRun.MainAsync(args[1..]),
    _ => await CrashWriterRun.MainAsync(args),
};
