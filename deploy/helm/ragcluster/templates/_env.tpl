{{/* The environment of a pod beside the config map: its own place, and what is secret. */}}
{{- define "ragcluster.env" -}}
{{- $root := .root }}
{{- $secret := include "ragcluster.fullname" $root -}}
- name: RAG__Cluster__Roles
  value: {{ join "," .set.roles | quote }}
{{- if include "ragcluster.clustered" $root }}
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: RAG__Cluster__AdvertisedHost
  value: $(POD_IP)
- name: RAG__Cluster__SiloName
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: RAG__Cluster__SiloPort
  value: "11111"
- name: RAG__Cluster__GatewayPort
  value: "30000"
{{- if $root.Values.clusterTls.existingSecret }}
- name: RAG__Cluster__Tls__Certificate
  value: /etc/ragcluster/tls/tls.crt
- name: RAG__Cluster__Tls__Key
  value: /etc/ragcluster/tls/tls.key
- name: RAG__Cluster__Tls__Authority
  value: /etc/ragcluster/tls/ca.crt
{{- end }}
{{ include "ragcluster.secretSetting" (dict "root" $root "setting" "RAG__Cluster__Redis" "mount" "redis" "secret" (include "ragcluster.redisSecret" $root) "key" (include "ragcluster.redisKey" $root)) }}
{{- end }}
{{- if and $root.Values.auth.existingSecret $root.Values.secretFiles.enabled }}
- name: RAG__Auth__AdminKeyFile
  value: /etc/ragcluster/auth/{{ $root.Values.auth.existingSecretKeys.adminKey }}
- name: RAG__Auth__ScrapeKeyFile
  value: /etc/ragcluster/auth/{{ $root.Values.auth.existingSecretKeys.scrapeKey }}
{{- else if $root.Values.auth.existingSecret }}
- name: RAG__Auth__AdminKey
  valueFrom:
    secretKeyRef:
      name: {{ $root.Values.auth.existingSecret }}
      key: {{ $root.Values.auth.existingSecretKeys.adminKey }}
- name: RAG__Auth__ScrapeKey
  valueFrom:
    secretKeyRef:
      name: {{ $root.Values.auth.existingSecret }}
      key: {{ $root.Values.auth.existingSecretKeys.scrapeKey }}
{{- end }}
{{- if eq $root.Values.storage.provider "postgres" }}
{{ include "ragcluster.postgresEnv" $root }}
{{- with $root.Values.storage.postgres.replicaSecretKey }}
{{ include "ragcluster.secretSetting" (dict "root" $root "setting" "RAG__Storage__Postgres__ReplicaConnectionString" "mount" "postgres" "secret" (include "ragcluster.postgresSecret" $root) "key" .) }}
{{- end }}
{{- end }}
{{- with include "ragcluster.encryptionEnv" $root }}
{{ . }}
{{- end }}
{{- with $root.Values.snapshots }}
{{- if or .accessKey .existingSecret }}
- name: RAG__Shards__SnapshotAccessKey
  valueFrom:
    secretKeyRef:
      name: {{ default $secret .existingSecret }}
      key: {{ ternary .existingSecretKeys.accessKey "snapshots-access-key" (ne .existingSecret "") }}
- name: RAG__Shards__SnapshotSecretKey
  valueFrom:
    secretKeyRef:
      name: {{ default $secret .existingSecret }}
      key: {{ ternary .existingSecretKeys.secretKey "snapshots-secret-key" (ne .existingSecret "") }}
{{- end }}
{{- end }}
{{- if or $root.Values.chat.apiKey $root.Values.chat.existingSecret }}
- name: RAG__Chat__ApiKey
  valueFrom:
    secretKeyRef:
      name: {{ default $secret $root.Values.chat.existingSecret }}
      key: {{ ternary $root.Values.chat.existingSecretKey "api-key" (ne $root.Values.chat.existingSecret "") }}
{{- end }}
{{- with $root.Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* A secret setting: the file that it is mounted as, or its value from the secret. */}}
{{- define "ragcluster.secretSetting" -}}
{{- if .root.Values.secretFiles.enabled -}}
- name: {{ .setting }}__File
  value: /etc/ragcluster/{{ .mount }}/{{ .key }}
{{- else -}}
- name: {{ .setting }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end }}
{{- end }}

{{/* What the data is encrypted with, for silos and jobs alike. Orleans' own tables would hold grains' state in the clear. */}}
{{- define "ragcluster.encryptionEnv" -}}
{{- if .Values.storage.encryption.existingSecret -}}
- name: RAG__Storage__Encryption__KeyFile
  value: /etc/ragcluster/encryption/{{ .Values.storage.encryption.existingSecretKey }}
{{- if and (eq .Values.storage.provider "postgres") (not (hasKey .Values.settings "RAG__GrainState__Provider")) }}
- name: RAG__GrainState__Provider
  value: store
{{- end }}
{{- end }}
{{- end }}

{{- define "ragcluster.encryptionVolume" -}}
{{- with .Values.storage.encryption.existingSecret -}}
- name: encryption
  secret:
    secretName: {{ . }}
    defaultMode: 288
{{- end }}
{{- end }}

{{- define "ragcluster.encryptionMount" -}}
{{- if .Values.storage.encryption.existingSecret -}}
- name: encryption
  mountPath: /etc/ragcluster/encryption
  readOnly: true
{{- end }}
{{- end }}

{{/* How PostgreSQL is reached, for silos and jobs alike. */}}
{{- define "ragcluster.postgresEnv" -}}
{{ include "ragcluster.secretSetting" (dict "root" . "setting" "RAG__Storage__Postgres__ConnectionString" "mount" "postgres" "secret" (include "ragcluster.postgresSecret" .) "key" (include "ragcluster.postgresKey" .)) }}
{{- if .Values.storage.postgres.transactionPooling }}
- name: RAG__Storage__Postgres__TransactionPooling
  value: "true"
{{- end }}
{{- end }}

{{/* Where PostgreSQL's connection string is. */}}
{{- define "ragcluster.postgresSecret" -}}
{{ default (include "ragcluster.fullname" .) .Values.storage.postgres.existingSecret }}
{{- end }}

{{- define "ragcluster.postgresKey" -}}
{{ ternary .Values.storage.postgres.existingSecretKey "connection-string" (ne .Values.storage.postgres.existingSecret "") }}
{{- end }}

{{/* Where Redis's address is. */}}
{{- define "ragcluster.redisSecret" -}}
{{ default (include "ragcluster.fullname" .) .Values.redis.existingSecret }}
{{- end }}

{{- define "ragcluster.redisKey" -}}
{{ ternary .Values.redis.existingSecretKey "redis" (ne .Values.redis.existingSecret "") }}
{{- end }}

{{/* The files of PostgreSQL's connection strings, and nothing else of that secret. */}}
{{- define "ragcluster.postgresVolume" -}}
- name: postgres
  secret:
    secretName: {{ include "ragcluster.postgresSecret" . }}
    defaultMode: 288
    items:
      - key: {{ include "ragcluster.postgresKey" . }}
        path: {{ include "ragcluster.postgresKey" . }}
      {{- with .Values.storage.postgres.replicaSecretKey }}
      - key: {{ . }}
        path: {{ . }}
      {{- end }}
{{- end }}

{{- define "ragcluster.postgresMount" -}}
- name: postgres
  mountPath: /etc/ragcluster/postgres
  readOnly: true
{{- end }}
