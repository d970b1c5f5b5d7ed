using RagCluster.Storage.CrashWriter;

return await CrashWriterRun.MainAsync(args);
